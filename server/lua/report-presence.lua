-- Notes how many people a node has in a room and sums over all nodes that reported lately.
-- KEYS: 1 presence (hash: node -> `people reported-at`)
-- ARGV: 1 reporting node's id, 2 people, 3 how long a report holds (ms)
-- Returns: people on all nodes
-- include: clock.lua

redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. string.format(' %.0f', now))
redis.call('PEXPIRE', KEYS[1], ARGV[3])

local sum = 0
local reports = redis.call('HGETALL', KEYS[1])
for i = 1, #reports, 2 do
  local people, reportedAt = string.match(reports[i + 1], '^(%d+) (%d+)$')
  if tonumber(reportedAt) + tonumber(ARGV[3]) > now then
    sum = sum + tonumber(people)
  else
    redis.call('HDEL', KEYS[1], reports[i])
  end
end
return sum
