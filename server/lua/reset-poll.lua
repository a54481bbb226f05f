-- Makes an open or closed poll a draft of the next round and erases the ballots of this one.
-- KEYS: see include/poll.lua
-- ARGV: 1 calling node's id, 2 poll's id, 3 expected round ('' any), 4 expected version of the poll ('' any)
-- Returns: { 'changed' | 'same', { poll, bins } as flat lists } | { a refusal's code }
-- include: poll.lua

local poll = readPoll()
if not poll or poll.deleted then return { 'POLL_NOT_FOUND' } end
settle(poll)
if not isSeen(poll, ARGV[4]) then return { 'STALE' } end
-- A repeated reset finds the draft that it has made.
if poll.status == 'draft' and tonumber(ARGV[3]) == poll.round - 1 then return { 'same', snapshot() } end
if not isRound(poll, ARGV[3]) then return { 'CONFLICT' } end
if poll.status == 'draft' then return { 'same', snapshot() } end

startRound(poll, poll.round + 1)
return { 'changed', snapshot() }
