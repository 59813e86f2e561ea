import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'

// Reads "<signal> <pid>" lines until its input ends, which it does when the parent dies, be it by kill -9.
const script = `
list=
while read -r signal pid; do
  [ "$signal" = done ] && exit 0
  list="$list $signal:$pid"
done
for entry in $list; do kill -s "\${entry%%:*}" "\${entry##*:}" 2>/dev/null; done
for entry in $list; do
  for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "\${entry##*:}" 2>/dev/null && sleep 0.3; done
done
rm -rf "$0"
`

export interface Reaper {
  /** Has `pid` end with `signal` if this process dies first. */
  watch(pid: number, signal: 'INT' | 'TERM'): void
  /** Everything was stopped in an orderly way: nothing is left to do. */
  dismiss(): void
}

/** Starts a small process that outlives this one, ends the servers it was told of, and removes the folder `dir`. */
export function startReaper(dir: string): Reaper {
  const child = spawn('/bin/sh', ['-c', script, dir], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  child.unref()
  // Node's pipes to children are sockets; this one must not keep the process alive.
  const input = child.stdin as unknown as Socket
  input.on('error', () => undefined).unref()
  return {
    watch: (pid, signal) => void input.write(`${signal} ${pid}\n`),
    dismiss: () => void input.end('done 0\n'),
  }
}
