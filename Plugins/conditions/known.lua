-- The twelve conditions, in the order of the report: what each means on the side of fusion and on the side
-- of confusion, and the neighbouring evidence. All are our own operationalisation.

---@class conditions.Condition
---@field name string As a study writes it.
---@field title string
---@field fusion string
---@field confusion string
---@field evidence string

return {
  { name = "critical_mass", title = "critical mass",
    fusion = "enough members for presence to pay", confusion = "members bear cost, wait, leave",
    evidence = "chilling effect of network externalities (Goldenberg, Libai & Muller 2010)" },
  { name = "device_traits", title = "five device traits all on",
    fusion = "the combination enables", confusion = "one trait off removes a mode of contribution",
    evidence = "wording of Larivière et al. (2013); the mapping of traits to modes is ours" },
  { name = "active_and_passive", title = "active and passive contribution counted",
    fusion = "passive traces raise everyone's value", confusion = "passive traces are taken without return",
    evidence = "Larivière et al. (2013); reverse use as the way back (Saarijärvi 2011)" },
  { name = "timeliness", title = "latency, match with need",
    fusion = "real time, just-in-time", confusion = "late or unwanted contacts",
    evidence = "Larivière et al. (2013); overload confusion (Mitchell, Walsh & Yamin 2005)" },
  { name = "attention", title = "capacity of attention",
    fusion = "load below capacity", confusion = "overload, ambiguity, similarity",
    evidence = "consumer confusion (Mitchell, Walsh & Yamin 2005)" },
  { name = "privacy_terms", title = "privacy terms: transparency, opt-out",
    fusion = "benefit above the cost of intrusion", confusion = "intrusion above benefit, distrust",
    evidence = "privacy calculus (Martin 2020)" },
  { name = "data_returned", title = "data returned to the customer",
    fusion = "about them and for them", confusion = "data used against them or without them",
    evidence = "Saarijärvi (2011)" },
  { name = "expectations", title = "alignment of expectations",
    fusion = "promised = delivered", confusion = "overstatement, gap",
    evidence = "Plé & Chumpitaz Cáceres (2010); overstatement (Jiang & Fu 2026)" },
  { name = "competition", title = "structure of competition",
    fusion = "growth of the category, shared externality", confusion = "poaching, free riding, price war",
    evidence = "geo-conquesting (Fong, Fang & Luo 2015), showrooming (Daunt & Harris 2017)" },
  { name = "talk", title = "valence of talk on the network",
    fusion = "positive or repaired", confusion = "firestorm, weak ties spread harm",
    evidence = "Goldenberg et al. (2007), Hansen, Kupfer & Hennig-Thurau (2018)" },
  { name = "guidance", title = "spread of competence, guidance",
    fusion = "signposted, accessible", confusion = "rigid roles, unmanaged heterogeneity",
    evidence = "Kelleher et al. (2019)" },
  { name = "objective", title = "objective of the firm",
    fusion = "joint, with a weight on consumers", confusion = "own profit only",
    evidence = "joint optimisation (Larivière et al. 2013); weight of altruism (Jiang & Fu 2026)" },
}
