-- Shared by all scripts of one poll.
-- KEYS: 1 poll (hash), 2 bins (hash: bin -> count), 3 ballots (hash: voter key -> `seq|bin:count,...`), 4 history (list)
-- ARGV: 1 calling node's id, 2 poll's id
-- include: clock.lua

-- The part of the poll that decides, or nil without a poll. What is null in the port is '' in the hash, nil or false here.
local function readPoll()
  local fields = redis.call('HMGET', KEYS[1], 'status', 'round', 'version', 'tallyVersion', 'closesAt', 'deletedAt')
  if not fields[1] then return nil end
  return {
    status = fields[1],
    round = tonumber(fields[2]),
    version = tonumber(fields[3]),
    tallyVersion = tonumber(fields[4]),
    closesAt = tonumber(fields[5]),
    deleted = fields[6] ~= '',
  }
end

local function publish()
  redis.call('PUBLISH', 'pollcast:changes', ARGV[1] .. ' poll ' .. ARGV[2])
end

-- Puts the poll into a state, with further fields. Both versions rise, since a tally tells the status too.
local function move(poll, status, ...)
  poll.status = status
  poll.version = raised(poll.version)
  poll.tallyVersion = raised(poll.tallyVersion)
  redis.call('HSET', KEYS[1], 'status', status, 'version', poll.version, 'tallyVersion', poll.tallyVersion, ...)
  publish()
end

-- Makes the poll a draft of a later round and erases the ballots of this one.
local function startRound(poll, round)
  redis.call('UNLINK', KEYS[2], KEYS[3], KEYS[4])
  poll.round = round
  move(poll, 'draft', 'round', round, 'openedAt', '', 'closesAt', '', 'closedAt', '', 'revealed', '',
    'voters', 0, 'countedAt', '', 'historyStepMs', 1000)
end

-- Closes the poll when its deadline is reached. Every script calls it before it looks at the state.
local function settle(poll)
  if poll.status == 'open' and poll.closesAt and now >= poll.closesAt then
    move(poll, 'closed', 'closedAt', poll.closesAt)
  end
end

-- Whether the caller looked at this round; '' is any.
local function isRound(poll, round)
  return round == '' or tonumber(round) == poll.round
end

-- Whether the poll is still as the caller has read it; '' is any. A command that arrives late finds another one.
local function isSeen(poll, version)
  return version == '' or tonumber(version) == poll.version
end

local function snapshot()
  return { redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2]) }
end
