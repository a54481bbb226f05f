-- Stores a new draft unless its id is taken.
-- KEYS: see include/poll.lua
-- ARGV: 1 calling node's id, 2 poll's id, 3 definition (JSON), 4 changeable (1 | 0), 5 revealed (1 | 0 | '')
-- Returns: { 1 created | 0 was there, { poll, bins } as flat lists }
-- include: poll.lua

local poll = readPoll()
if poll then
  settle(poll)
  return { 0, snapshot() }
end

redis.call('HSET', KEYS[1], 'id', ARGV[2], 'definition', ARGV[3], 'changeable', ARGV[4], 'revealed', ARGV[5],
  'status', 'draft', 'round', 1, 'openedAt', '', 'closesAt', '', 'closedAt', '', 'deletedAt', '',
  'version', now, 'tallyVersion', now, 'voters', 0, 'countedAt', '', 'historyStepMs', 1000)
publish()
return { 1, snapshot() }
