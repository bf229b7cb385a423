-- W6: relocation after Schelling (1971, doi:10.1080/0022250X.1971.9989794): two groups on a torus of
-- 100 x 100 sites, 9 in 10 taken. One after another in random order, whoever has too few neighbours of the
-- own group looks at one site drawn at random, and moves there if it is empty.
local valence = require "valence"
return valence.study {
  name = "W6 relocation", seed = 1, steps = 50, replications = 1,
  parameters = { size = 9000, wanted = 0.5 },
  actors = {
    site = { count = 10000, fields = { occupant = valence.ref "agent" } },
    agent = { count = valence.parameter "size", fields = {
      group = valence.categorical({ "red", "blue" }, { 1, 1 }), site = valence.ref "site", moves = 0 } },
  },
  networks = { grid = valence.lattice { among = "site", width = 100, height = 100, torus = true } },
  phases = {
    valence.rule { "settle", of = "agent", activation = "random", at = 1, function(self, env)
      for attempt = 1, 1000 do
        local there = env:any("site", attempt)
        if not there.occupant then
          there.occupant, self.site = self, there
          return
        end
      end
    end },
    valence.rule { "move", of = "agent", activation = "random", function(self, env)
      local here, alike, others = self.site, 0, 0
      for near in here:peers "grid" do
        local neighbour = near.occupant
        if neighbour then
          if neighbour.group == self.group then alike = alike + 1 else others = others + 1 end
        end
      end
      if alike >= env.wanted * (alike + others) then return end
      local there = env:any "site"
      if there.occupant then return end
      here.occupant, there.occupant, self.site = nil, self, there
      self.moves = self.moves + 1
    end },
  },
  values = {
    valence.value { "moves", of = "agent", as = "end", function(self) return self.moves end },
    valence.value { "alike", of = "agent", as = "end", function(self)
      local alike, all = 0, 0
      for near in self.site:peers "grid" do
        local neighbour = near.occupant
        if neighbour then
          all = all + 1
          if neighbour.group == self.group then alike = alike + 1 end
        end
      end
      return alike / math.max(all, 1)
    end },
  },
  scenarios = { { "base" } },
}
