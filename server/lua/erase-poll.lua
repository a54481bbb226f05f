-- Erases a poll with its ballots, counters and history.
-- KEYS: see include/poll.lua
-- ARGV: 1 calling node's id, 2 poll's id
-- Returns: nil
-- include: poll.lua

redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
publish()
return false
