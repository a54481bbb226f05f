-- Replaces a room's document if it still has the expected version.
-- KEYS: 1 room (hash)
-- ARGV: 1 calling node's id, 2 code, 3 document (JSON), 4 expected version, 5 a version that the new one is above
-- Returns: the new version | 'conflict' | nil without the room
-- include: clock.lua

local version = redis.call('HGET', KEYS[1], 'version')
if not version then return false end
if version ~= ARGV[4] then return 'conflict' end

local nextVersion = math.max(raised(tonumber(version)), tonumber(ARGV[5]) + 1)
redis.call('HSET', KEYS[1], 'document', ARGV[3], 'version', nextVersion)
redis.call('PUBLISH', 'pollcast:changes', ARGV[1] .. ' room ' .. ARGV[2])
return nextVersion
