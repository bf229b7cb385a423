-- The rows of the comparison matrix of definitions of value that every report with more than one prints,
-- and what the schools of thought say in them. Entries are inferred from the abstracts of the cited
-- papers, not quoted. The row "value to" comes from the definition itself: its kinds, or `to`.
local traits = {}

--- One column of the matrix.
---@param presence string Whether passive presence counts.
---@param others string Whether non-consumers and competitors count.
---@param time string When it arises.
---@param interaction string Whether it needs interaction.
---@param joint string Whether it is optimised jointly for several kinds.
---@return table<string, string>
local function column(presence, others, time, interaction, joint)
  return {
    ["counts passive presence"] = presence,
    ["counts non-consumers / competitors"] = others,
    ["time"] = time,
    ["interaction needed"] = interaction,
    ["joint optimisation"] = joint,
  }
end

traits.customer = column("no", "no", "use / exchange", "no", "no")
traits.experiential = column("no", "no", "during experience", "yes", "no")
traits.clv = column("no", "no", "discounted future", "no", "no")
traits.cev = column("no (behaviour counted)", "prospects only (CRV, CIV)", "discounted future", "yes", "no")
traits.profit = column("no", "no", "exchange", "no", "no")
traits.well_being = column("as the phases say", "as the kinds say", "stock over the run", "as the phases say", "no")
traits.network = column("yes", "no", "while present", "no (aggregation suffices)", "no")
traits.externality = column("yes", "yes", "while present", "no (aggregation suffices)", "no")
traits.reverse_use = column("no", "no", "use", "no", "no")

return traits
