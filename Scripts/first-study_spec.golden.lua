-- Golden results, written by valence test --update; compared to the bit.
return {
  ["app"] = {
    ["benefit (consumer)"] = 1.1623863712774183,
    ["consumers worse off"] = 0.3,
    ["mood (consumer)"] = 0.445572602910833,
    ["profit (shop)"] = 153.89999999999992,
  },
}
