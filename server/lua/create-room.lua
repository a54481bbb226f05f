-- Stores a room unless its code is taken.
-- KEYS: 1 room (hash)
-- ARGV: 1 calling node's id, 2 code, 3 document (JSON)
-- Returns: { 1 created | 0 was there, document, createdAt (epoch ms), version }
-- include: clock.lua

local created = redis.call('EXISTS', KEYS[1]) == 0
if created then
  redis.call('HSET', KEYS[1], 'document', ARGV[3], 'createdAt', now, 'version', now)
  redis.call('PUBLISH', 'pollcast:changes', ARGV[1] .. ' room ' .. ARGV[2])
end
local room = redis.call('HMGET', KEYS[1], 'document', 'createdAt', 'version')
return { created and 1 or 0, room[1], room[2], room[3] }
