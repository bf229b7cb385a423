# Counting for end-to-end tests in shell: source it, call `ok NAME COMMAND...`, end with `summary`.

passed=0
failed=0

# One check: the command must succeed. It says nothing unless it fails.
ok() {
  local name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "failed: $name"
  fi
}

# The line that Tests/run reads, and the exit code.
summary() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
