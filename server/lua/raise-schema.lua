-- Notes that the data has come to a schema, unless it is further already.
-- KEYS: 1 meta (hash)
-- ARGV: 1 schema
-- Returns: the schema of the data

local schema = tonumber(redis.call('HGET', KEYS[1], 'schema'))
if schema >= tonumber(ARGV[1]) then return schema end
redis.call('HSET', KEYS[1], 'schema', ARGV[1])
return tonumber(ARGV[1])
