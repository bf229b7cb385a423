-- W7: a small study of everyday size: 1,000 actors, a network, a rule, an encounter, two definitions of
-- value, a series, two scenarios in ten worlds each. What counts is how soon the command ends.
local valence = require "valence"
return valence.study {
  name = "W7 start", seed = 1, steps = 30, replications = 10,
  parameters = { reach = 0.002, spread = 0.04 },
  actors = {
    consumer = { count = 999,
      fields = { interest = valence.uniform(0, 1), privacy = valence.uniform(0, 1), joined = false } },
    shop = { count = 1 },
  },
  networks = {
    friends = valence.small_world { among = "consumer", degree = 8, rewire = 0.1 },
    customers = valence.star { from = "consumer", to = "shop" },
  },
  phases = {
    valence.rule { "join", of = "consumer", function(self, env)
      if self.joined then return end
      local friends = 0
      for friend in self:peers "friends" do
        if friend.joined then friends = friends + 1 end
      end
      if env:chance(1 - (1 - env.reach) * (1 - env.spread) ^ friends) then self.joined = true end
    end },
    valence.encounter { "offer", along = "customers", function(consumer, shop, env)
      if not consumer.joined then return end
      if env:chance(consumer.interest) then return 1 - 0.5 * consumer.privacy, 1 end
      return -0.5 * consumer.privacy, -0.1
    end },
  },
  values = {
    valence.value { "benefit", of = "consumer", function(self) return self:gained "offer" end },
    valence.value { "profit", of = "shop", function(self) return self:gained "offer" end },
  },
  scenarios = { { "quiet" }, { "loud", reach = 0.01 } },
  series = { valence.series { "share joined", function(env)
    return env:count("consumer", "joined") / env:count "consumer"
  end } },
}
