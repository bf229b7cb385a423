-- W5: encounters with a ledger: both sides gain, a tag, and how many events are good for whom.
local valence = require "valence"
local moods = { "good", "bad" }
return valence.study {
  name = "W5 encounters", seed = 1, steps = 10, replications = 1,
  parameters = { size = 250000, firms = 1000, hurt = 0.6 },
  actors = {
    consumer = { count = valence.parameter "size",
      fields = { interest = valence.uniform(0, 1), privacy = valence.uniform(0, 1) } },
    firm = { count = valence.parameter "firms", fields = { quality = valence.uniform(0, 1) } },
  },
  networks = { market = valence.random_ties { from = "consumer", to = "firm", degree = 4 } },
  phases = { valence.encounter { "offer", along = "market", tags = { mood = moods },
    function(consumer, firm, env, event)
      local gain = firm.quality * consumer.interest - env.hurt * consumer.privacy * env:uniform()
      if gain > 0 then event.mood = "good" else event.mood = "bad" end
      return gain, 0.3 * consumer.interest - 0.1 * env.hurt
    end } },
  values = {
    valence.value { "consumer's", of = "consumer", function(self) return self:gained "offer" end },
    valence.value { "good", of = "consumer", function(self) return self:gained("offer", "mood", "good") end },
    valence.value { "firm's", of = "firm", function(self) return self:gained "offer" end },
  },
  scenarios = { { "base" } },
  measures = { valence.measure { "quadrants", gives = { "both", "consumer", "firm", "none" },
    over = "offer", per = "run", keep = { both = 0, mine = 0, theirs = 0, none = 0 },
    each = function(kept, event)
      if event.gain > 0 then
        if event.partner_gain > 0 then kept.both = kept.both + 1 else kept.mine = kept.mine + 1 end
      elseif event.partner_gain > 0 then kept.theirs = kept.theirs + 1
      else kept.none = kept.none + 1 end
    end,
    function(run) return run:kept "both", run:kept "mine", run:kept "theirs", run:kept "none" end } },
}
