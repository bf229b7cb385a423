// The cases keep Lua's own names, so that the manual, `luac -l` and this table read alike.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// The instructions of the Lua 5.4 virtual machine, in the order of their numbers.
///
/// `R[x]` is a register, `K[x]` a constant, `RK(x)` a constant where the bit k is set and else a
/// register, `U[x]` a captured variable (upvalue). Source: `lopcodes.h` of Lua 5.4.
package enum LuaOpcode: UInt8, CaseIterable, Sendable {
  /// `R[A] := R[B]`
  case OP_MOVE
  /// `R[A] := sBx`, an integer
  case OP_LOADI
  /// `R[A] := sBx`, as a float
  case OP_LOADF
  /// `R[A] := K[Bx]`
  case OP_LOADK
  /// `R[A] := K[extra argument]`
  case OP_LOADKX
  /// `R[A] := false`
  case OP_LOADFALSE
  /// `R[A] := false; pc += 1`
  case OP_LFALSESKIP
  /// `R[A] := true`
  case OP_LOADTRUE
  /// `R[A], ..., R[A+B] := nil`
  case OP_LOADNIL
  /// `R[A] := U[B]`
  case OP_GETUPVAL
  /// `U[B] := R[A]`
  case OP_SETUPVAL
  /// `R[A] := U[B][K[C]]`
  case OP_GETTABUP
  /// `R[A] := R[B][R[C]]`
  case OP_GETTABLE
  /// `R[A] := R[B][C]`, C a small integer
  case OP_GETI
  /// `R[A] := R[B][K[C]]`, a short string
  case OP_GETFIELD
  /// `U[A][K[B]] := RK(C)`
  case OP_SETTABUP
  /// `R[A][R[B]] := RK(C)`
  case OP_SETTABLE
  /// `R[A][B] := RK(C)`, B a small integer
  case OP_SETI
  /// `R[A][K[B]] := RK(C)`, a short string
  case OP_SETFIELD
  /// `R[A] := {}`, sizes in B, C and the extra argument
  case OP_NEWTABLE
  /// `R[A+1] := R[B]; R[A] := R[B][RK(C)]`, a string
  case OP_SELF
  /// `R[A] := R[B] + sC`
  case OP_ADDI
  /// `R[A] := R[B] + K[C]`
  case OP_ADDK
  /// `R[A] := R[B] - K[C]`
  case OP_SUBK
  /// `R[A] := R[B] * K[C]`
  case OP_MULK
  /// `R[A] := R[B] % K[C]`
  case OP_MODK
  /// `R[A] := R[B] ^ K[C]`
  case OP_POWK
  /// `R[A] := R[B] / K[C]`
  case OP_DIVK
  /// `R[A] := R[B] // K[C]`
  case OP_IDIVK
  /// `R[A] := R[B] & K[C]`, an integer
  case OP_BANDK
  /// `R[A] := R[B] | K[C]`, an integer
  case OP_BORK
  /// `R[A] := R[B] ~ K[C]`, an integer
  case OP_BXORK
  /// `R[A] := R[B] >> sC`
  case OP_SHRI
  /// `R[A] := sC << R[B]`
  case OP_SHLI
  /// `R[A] := R[B] + R[C]`
  case OP_ADD
  /// `R[A] := R[B] - R[C]`
  case OP_SUB
  /// `R[A] := R[B] * R[C]`
  case OP_MUL
  /// `R[A] := R[B] % R[C]`
  case OP_MOD
  /// `R[A] := R[B] ^ R[C]`
  case OP_POW
  /// `R[A] := R[B] / R[C]`
  case OP_DIV
  /// `R[A] := R[B] // R[C]`
  case OP_IDIV
  /// `R[A] := R[B] & R[C]`
  case OP_BAND
  /// `R[A] := R[B] | R[C]`
  case OP_BOR
  /// `R[A] := R[B] ~ R[C]`
  case OP_BXOR
  /// `R[A] := R[B] << R[C]`
  case OP_SHL
  /// `R[A] := R[B] >> R[C]`
  case OP_SHR
  /// Metamethod C for `R[A]`, `R[B]`, where the arithmetic before it found no two numbers
  case OP_MMBIN
  /// Metamethod C for `R[A]`, sB; k: the operands stand the other way round
  case OP_MMBINI
  /// Metamethod C for `R[A]`, `K[B]`; k: the operands stand the other way round
  case OP_MMBINK
  /// `R[A] := -R[B]`
  case OP_UNM
  /// `R[A] := ~R[B]`
  case OP_BNOT
  /// `R[A] := not R[B]`
  case OP_NOT
  /// `R[A] := #R[B]`
  case OP_LEN
  /// `R[A] := R[A] .. ... .. R[A+B-1]`
  case OP_CONCAT
  /// Close all captured variables in registers from `R[A]` on
  case OP_CLOSE
  /// Mark `R[A]` as a variable to be closed
  case OP_TBC
  /// `pc += sJ`
  case OP_JMP
  /// `if (R[A] == R[B]) ~= k then pc += 1`; a jump follows, as after every test
  case OP_EQ
  /// `if (R[A] < R[B]) ~= k then pc += 1`
  case OP_LT
  /// `if (R[A] <= R[B]) ~= k then pc += 1`
  case OP_LE
  /// `if (R[A] == K[B]) ~= k then pc += 1`
  case OP_EQK
  /// `if (R[A] == sB) ~= k then pc += 1`
  case OP_EQI
  /// `if (R[A] < sB) ~= k then pc += 1`; C: the literal was a float
  case OP_LTI
  /// `if (R[A] <= sB) ~= k then pc += 1`
  case OP_LEI
  /// `if (R[A] > sB) ~= k then pc += 1`
  case OP_GTI
  /// `if (R[A] >= sB) ~= k then pc += 1`
  case OP_GEI
  /// `if (not R[A]) == k then pc += 1`
  case OP_TEST
  /// `if (not R[B]) == k then pc += 1 else R[A] := R[B]`
  case OP_TESTSET
  /// `R[A], ..., R[A+C-2] := R[A](R[A+1], ..., R[A+B-1])`; B or C zero: up to the top
  case OP_CALL
  /// `return R[A](R[A+1], ..., R[A+B-1])`; k: there are variables to close
  case OP_TAILCALL
  /// `return R[A], ..., R[A+B-2]`; B zero: up to the top
  case OP_RETURN
  /// `return`
  case OP_RETURN0
  /// `return R[A]`
  case OP_RETURN1
  /// Update `R[A]` to `R[A+3]`; if the loop goes on, `pc -= Bx`
  case OP_FORLOOP
  /// Prepare `R[A]` to `R[A+3]`; if the loop does not run, `pc += Bx + 1`
  case OP_FORPREP
  /// Mark `R[A+3]` as a variable to be closed; `pc += Bx`
  case OP_TFORPREP
  /// `R[A+4], ..., R[A+3+C] := R[A](R[A+1], R[A+2])`
  case OP_TFORCALL
  /// `if R[A+4] ~= nil then { R[A+2] := R[A+4]; pc -= Bx }`
  case OP_TFORLOOP
  /// `R[A][C+i] := R[A+i]` for `1 <= i <= B`; k: the extra argument extends C
  case OP_SETLIST
  /// `R[A] := closure(prototype Bx)`
  case OP_CLOSURE
  /// `R[A], ..., R[A+C-2] := ...`; C zero: all of them
  case OP_VARARG
  /// Adjust the arguments of a function with A fixed parameters and `...`
  case OP_VARARGPREP
  /// The extra, larger argument of the instruction before it
  case OP_EXTRAARG

  /// The name as `luac -l` prints it: without `OP_`.
  package var mnemonic: String { String(String(describing: self).dropFirst(3)) }
}
