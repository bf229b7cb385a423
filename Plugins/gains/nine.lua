-- The nine actors of the guide pages: five consumers, a firm, two non-consumers, a competitor.
-- Scaled mean gains: consumers 0.5, firm 0.5, non-consumers 1, competitor -0.3.

return {
  consumer = { gains = { 2, 1, 0, -1, 3 }, baseline = { 10, 8, 12, 10, 10 }, scale = 2, unit = "util" },
  firm = { gains = { 5 }, baseline = { 100 }, scale = 10, unit = "util" },
  non_consumer = { gains = { 1, 1 }, baseline = { 4, 6 }, scale = 1, unit = "util" },
  competitor = { gains = { -3 }, baseline = { 50 }, scale = 10, unit = "util" },
}
