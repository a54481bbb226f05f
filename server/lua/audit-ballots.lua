-- Recounts a round's ballots beside its counters.
-- KEYS: see include/poll.lua
-- ARGV: none
-- Returns: { { tally's version, voters }, bins as a flat list, for each content that ballots have: content, ballots } | nil

if redis.call('EXISTS', KEYS[1]) == 0 then return false end

local ballots = {} -- content -> how many
local cursor = '0'
repeat
  -- The scan sees one state, since nothing else runs meanwhile; in chunks, to spare memory.
  local page = redis.call('HSCAN', KEYS[3], cursor, 'COUNT', 1000)
  cursor = page[1]
  for i = 2, #page[2], 2 do
    local content = string.match(page[2][i], '^%d+(.*)$')
    ballots[content] = (ballots[content] or 0) + 1
  end
until cursor == '0'

local contents = {}
for content, count in pairs(ballots) do
  contents[#contents + 1] = content
  contents[#contents + 1] = count
end
return { redis.call('HMGET', KEYS[1], 'tallyVersion', 'voters'), redis.call('HGETALL', KEYS[2]), contents }
