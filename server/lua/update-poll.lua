-- Replaces a poll's definition if it still has the expected version.
-- KEYS: see include/poll.lua
-- ARGV: 1 calling node's id, 2 poll's id, 3 definition (JSON), 4 changeable (1 | 0), 5 revealed (1 | 0 | ''),
--       6 deletedAt (epoch ms | ''), 7 expected version, 8 the tally is told anew (1 | 0)
-- Returns: { poll, bins } as flat lists | 'conflict' | nil without the poll
-- include: poll.lua

local poll = readPoll()
if not poll then return false end
settle(poll)
if poll.version ~= tonumber(ARGV[7]) then return 'conflict' end

-- Only a draft's options come and go, and with them the bins that its tally shows.
local isRaised = poll.status == 'draft' or ARGV[8] == '1'
local tallyVersion = isRaised and raised(poll.tallyVersion) or poll.tallyVersion
redis.call('HSET', KEYS[1], 'definition', ARGV[3], 'changeable', ARGV[4], 'revealed', ARGV[5], 'deletedAt', ARGV[6],
  'version', raised(poll.version), 'tallyVersion', tallyVersion)
publish()
return snapshot()
