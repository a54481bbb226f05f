-- Removes a room.
-- KEYS: 1 room (hash), 2 presence (hash)
-- ARGV: 1 calling node's id, 2 code
-- Returns: nil

redis.call('UNLINK', KEYS[1], KEYS[2])
redis.call('PUBLISH', 'pollcast:changes', ARGV[1] .. ' room ' .. ARGV[2])
return false
