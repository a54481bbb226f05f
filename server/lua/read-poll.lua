-- Reads a poll with its counters.
-- KEYS: see include/poll.lua
-- ARGV: 1 calling node's id, 2 poll's id
-- Returns: { poll, bins } as flat lists | nil without the poll
-- include: poll.lua

local poll = readPoll()
if not poll then return false end
settle(poll)
return snapshot()
