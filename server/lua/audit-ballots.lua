-- Counts a round's ballots by content beside its counters, if there are not too many to do it while everybody waits.
-- KEYS: see include/poll.lua
-- ARGV: 1 the most ballots to count
-- Returns: { { tally's version, voters, round }, bins as a flat list, for each content that ballots have: content, ballots, or
--          nil for more ballots } | nil without the poll

if redis.call('EXISTS', KEYS[1]) == 0 then return false end
local counters, bins = redis.call('HMGET', KEYS[1], 'tallyVersion', 'voters', 'round'), redis.call('HGETALL', KEYS[2])
if redis.call('HLEN', KEYS[3]) > tonumber(ARGV[1]) then return { counters, bins, false } end

local ballots = {} -- content -> how many
for _, packed in ipairs(redis.call('HVALS', KEYS[3])) do
  local content = string.match(packed, '^%d+(.*)$')
  ballots[content] = (ballots[content] or 0) + 1
end

local contents = {}
for content, count in pairs(ballots) do
  contents[#contents + 1] = content
  contents[#contents + 1] = count
end
return { counters, bins, contents }
