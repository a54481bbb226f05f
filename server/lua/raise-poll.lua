-- Lifts a poll to the round that has been seen, and its version and its tally's above what has been seen of that round.
-- KEYS: see include/poll.lua
-- ARGV: 1 calling node's id, 2 poll's id, 3 round, 4 greatest poll version seen, 5 greatest tally version seen
-- Returns: nil
-- include: poll.lua

local poll = readPoll()
if not poll then return false end
settle(poll)
local seenRound = tonumber(ARGV[3])
if seenRound > poll.round then startRound(poll, seenRound) end
local version = math.max(poll.version, tonumber(ARGV[4]) + 1)
local tallyVersion = math.max(poll.tallyVersion, tonumber(ARGV[5]) + 1)
local isAbove = version == poll.version and tallyVersion == poll.tallyVersion
if seenRound < poll.round or isAbove then return false end

redis.call('HSET', KEYS[1], 'version', version, 'tallyVersion', tallyVersion)
publish()
return false
