-- Applies ballots in order by the ballot rule (domain/ballot-rule.ts), all in one step.
-- KEYS: see include/poll.lua
-- ARGV: 1 calling node's id, 2 poll's id, 3 expected version of the poll, then for each ballot: voter key,
--       seq ('' the clock stands in), content (`|bin:count,...` with the bins sorted, '' withdraws)
-- Returns: { 'stale' } | { 'changed' | 'same' (the counters), round, tally's version, voters, bins as a flat list,
--          for each ballot, all in one text with blanks between: status or refusal, its voter's stored ballot
--          ('' if refused, '=' if it is the one sent, with its own seq) }
-- include: poll.lua

local HEAD = 3
local HISTORY_POINTS = 599 -- and the newest, which the counters themselves are
local HISTORY_BYTES = 4 * 1024 * 1024 -- if all points were as large as the newest

local poll = readPoll()
if not poll or poll.deleted then return { 'stale' } end
settle(poll)
if poll.version ~= tonumber(ARGV[HEAD]) then return { 'stale' } end

local course = redis.call('HMGET', KEYS[1], 'changeable', 'voters', 'countedAt', 'historyStepMs')
local isChangeable, voters, countedAt, stepMs = course[1] == '1', course[2], course[3], tonumber(course[4])

local function unpackBallot(packed)
  if not packed then return nil end
  local seq, content = string.match(packed, '^(%d+)(.*)$')
  return { seq = tonumber(seq), content = content, packed = packed }
end

local function newBallot(stored, seq, content)
  local isTimed = seq == ''
  if isTimed then seq = string.format('%.0f', math.max(now, (stored and stored.seq or 0) + 1)) end
  local packed = seq .. content
  return { seq = tonumber(seq), content = content, packed = packed, told = isTimed and packed or '=' }
end

-- The rule's status, and the ballot that is stored afterwards (nil: refused).
local function rule(stored, ballot)
  if stored then
    if ballot.seq == stored.seq then return 'repeated', stored end
    if ballot.seq < stored.seq then return 'superseded', stored end
    if ballot.content == stored.content then return 'repeated', ballot end
  end
  if poll.status == 'draft' then return 'POLL_NOT_OPEN' end
  if poll.status == 'closed' then return 'POLL_CLOSED' end
  local hasVoted = stored and stored.content ~= ''
  if hasVoted and not isChangeable then return 'ALREADY_VOTED' end
  if ballot.content == '' then return 'withdrawn', ballot end
  return hasVoted and 'changed' or 'counted', ballot
end

local voterKeys = {}
for i = HEAD + 1, #ARGV, 3 do voterKeys[#voterKeys + 1] = ARGV[i] end
local storedBallots = redis.call('HMGET', KEYS[3], unpack(voterKeys))

local latest = {}   -- voter key -> ballot, as it stands within the batch
local replaced = {} -- voter key -> true, where that differs from what is stored
local weights = {}  -- content -> by how many ballots more
for i, voterKey in ipairs(voterKeys) do latest[voterKey] = unpackBallot(storedBallots[i]) end

local outcomes = {}
for i, voterKey in ipairs(voterKeys) do
  local stored = latest[voterKey]
  local ballot = newBallot(stored, ARGV[HEAD + 3 * i - 1], ARGV[HEAD + 3 * i])
  local status, kept = rule(stored, ballot)
  if kept and kept ~= stored then
    if stored then weights[stored.content] = (weights[stored.content] or 0) - 1 end
    weights[kept.content] = (weights[kept.content] or 0) + 1
    latest[voterKey], replaced[voterKey] = kept, true
  end
  outcomes[2 * i - 1], outcomes[2 * i] = status, kept and (kept == ballot and kept.told or kept.packed) or ''
end

local moreVoters = 0
local increments = {} -- bin -> by how much more
for content, weight in pairs(weights) do
  if content ~= '' and weight ~= 0 then
    moreVoters = moreVoters + weight
    for bin, count in string.gmatch(content, '([^|,:]+):(%d+)') do
      increments[bin] = (increments[bin] or 0) + weight * count
    end
  end
end
local hasChanged = moreVoters ~= 0
for _, increment in pairs(increments) do hasChanged = hasChanged or increment ~= 0 end

-- Writes the last step's counters into the history; when it is full, every other point goes and steps last twice as long.
local function recordPoint()
  local bins = redis.call('HGETALL', KEYS[2])
  local pairsOfBins = {}
  for i = 1, #bins, 2 do pairsOfBins[#pairsOfBins + 1] = bins[i] .. ':' .. bins[i + 1] end
  local content = '|' .. table.concat(pairsOfBins, ',')
  local count = redis.call('RPUSH', KEYS[4], countedAt .. ' ' .. voters .. ' ' .. content)
  if count < HISTORY_POINTS and count * #content <= HISTORY_BYTES then return end

  local points = redis.call('LRANGE', KEYS[4], 0, -1)
  local thinned = {}
  for i = 1, #points, 2 do thinned[#thinned + 1] = points[i] end
  redis.call('DEL', KEYS[4])
  redis.call('RPUSH', KEYS[4], unpack(thinned))
  redis.call('HSET', KEYS[1], 'historyStepMs', stepMs * 2)
end

-- From here on only writes.
local written = {}
for voterKey in pairs(replaced) do
  written[#written + 1] = voterKey
  written[#written + 1] = latest[voterKey].packed
end
if #written > 0 then redis.call('HSET', KEYS[3], unpack(written)) end

if hasChanged then
  local isNewStep = countedAt ~= '' and math.floor(now / stepMs) > math.floor(tonumber(countedAt) / stepMs)
  if isNewStep then recordPoint() end
  for bin, increment in pairs(increments) do
    if increment ~= 0 and redis.call('HINCRBY', KEYS[2], bin, increment) == 0 then redis.call('HDEL', KEYS[2], bin) end
  end
  poll.tallyVersion = raised(poll.tallyVersion)
  voters = tonumber(voters) + moreVoters
  redis.call('HSET', KEYS[1], 'voters', voters, 'tallyVersion', poll.tallyVersion, 'countedAt', now)
end

return { hasChanged and 'changed' or 'same', poll.round, poll.tallyVersion, tonumber(voters),
  redis.call('HGETALL', KEYS[2]), table.concat(outcomes, ' ') }
