-- The store's clock in epoch ms, read once a script: TIME is not frozen inside one.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function raised(version)
  return math.max(version + 1, now)
end
