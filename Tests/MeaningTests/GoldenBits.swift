/// What `GoldenTests` pins: scenario, definition, kind, how many actors, hash, first actor's bits.
enum GoldenBits {
  static let transport = [
    "as is/result/operator 1 93580f3d86d1ef86 c0bc7d3333333320",
    "as is/well-being/rider 300 f8604a3d45c79cc4 c015142b18fd6913",
    "recover/result/operator 1 a2a9ac2d6dc62609 c0a50d333333333a",
    "recover/well-being/rider 300 f8cbe68763b642f9 400adcb61ddd1b81",
    "train late/result/operator 1 bd75345ba683d6ff 408f7ccccccccc99",
    "train late/well-being/rider 300 c997489ebeb19453 4011e2ee7367d332",
  ]

  static let referrals = [
    "none/reward/customer 2000 2c36c2471ceec525 0",
    "none/reward/prospect 6000 810efd6d3c240925 0",
    "none/profit/firm 1 30cebb93b2054a94 411ba06a791c1e0e",
    "none/CLV/customer 2000 bacbea1538f0092c 406848028e696ef7",
    "uniform/reward/customer 2000 fa93d1c6972603c1 0",
    "uniform/reward/prospect 6000 58bcf6681e2e33e1 0",
    "uniform/profit/firm 1 d4dcde8f367af17f 411cb5285db628e3",
    "uniform/CLV/customer 2000 bacbea1538f0092c 406848028e696ef7",
    "segment/reward/customer 2000 7320e1f3b9c13a11 0",
    "segment/reward/prospect 6000 30eeb71389e96ca5 0",
    "segment/profit/firm 1 de76db991464bfc 411c5f251800eb87",
    "segment/CLV/customer 2000 bacbea1538f0092c 406848028e696ef7",
  ]

  static let app = [
    "as written/experiential/consumer 300 71f35a756ad0445e 4021bba28814ef94",
    "as written/trust/consumer 300 5c7619e95be9f979 3fe393546a2f16f6",
    "as written/margin/firm 5 b8cd7351d927041c 4093b32a01f3d45f",
  ]

  static let population = [
    "as written/gain/person 132 f080813d19a22ed7 3febe66a5857cfec",
    "as written/friends/person 132 515c5d2b877c01f8 4012aaaaaaaaaaab",
    "as written/wealth/person 132 4d9fda7ffd3a069d 3fc5a02021b4e0c5",
  ]

  static let log = [
    "as written/spent/person 5 c5212d5ed5398c80 bfdb2131f6beaa42",
    "as written/sold/shop 1 fccdb4349b7d37df 403a800000000000",
  ]
}
