package enum ExperimentsPlaceholder {}
