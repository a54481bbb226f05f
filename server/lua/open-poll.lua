-- Opens a draft or closed poll, or gives an open one a new deadline.
-- KEYS: see include/poll.lua
-- ARGV: 1 calling node's id, 2 poll's id, 3 expected round ('' any), 4 time until the deadline (ms, '' without end),
--       5 time until the new deadline of an open poll (ms, '' no change), 6 expected version of the poll ('' any)
-- Returns: { 'changed' | 'same', { poll, bins } as flat lists } | { a refusal's code }
-- include: poll.lua

local poll = readPoll()
if not poll or poll.deleted then return { 'POLL_NOT_FOUND' } end
settle(poll)
if not isSeen(poll, ARGV[6]) then return { 'STALE' } end
if not isRound(poll, ARGV[3]) then return { 'CONFLICT' } end

if poll.status == 'open' then
  if ARGV[5] == '' then return { 'same', snapshot() } end
  redis.call('HSET', KEYS[1], 'closesAt', now + tonumber(ARGV[5]), 'version', raised(poll.version))
  publish()
  return { 'changed', snapshot() }
end

if poll.status == 'draft' then redis.call('HSET', KEYS[1], 'openedAt', now) end
local closesAt = ARGV[4] ~= '' and now + tonumber(ARGV[4]) or ''
move(poll, 'open', 'closesAt', closesAt, 'closedAt', '')
return { 'changed', snapshot() }
