-- Reads a round's course: the recorded points and the counters as they are.
-- KEYS: see include/poll.lua
-- ARGV: none
-- Returns: { points (`at voters |bin:count,...`), { time of the last change (epoch ms | ''), voters }, bins as a flat list }

return { redis.call('LRANGE', KEYS[4], 0, -1), redis.call('HMGET', KEYS[1], 'countedAt', 'voters'), redis.call('HGETALL', KEYS[2]) }
