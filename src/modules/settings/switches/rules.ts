// What is on in a setting: what its programmes have on, less what it has switched off itself.

export type Switch = { module: string; name: string; words: string }
export type SwitchShown = Switch & { on: boolean }
/** `offered`: at least one of the setting's programmes has it on, or it is in none. */
export type SwitchHere = SwitchShown & { offered: boolean }

export function switchesOfProgramme(switches: readonly Switch[], off: readonly string[]): SwitchShown[] {
  return switches.map((one) => ({ ...one, on: !off.includes(one.module) }))
}

export function switchesOfSetting(
  switches: readonly Switch[],
  off: readonly string[],
  programmesOff: readonly (readonly string[])[],
): SwitchHere[] {
  return switches.map((one) => ({
    ...one,
    on: !off.includes(one.module),
    offered: programmesOff.length === 0 || programmesOff.some((list) => !list.includes(one.module)),
  }))
}

/** What is off from now on: of the switches shown, those not wanted; what was off and not shown stays so. */
export function offFrom(
  shown: readonly Switch[],
  wanted: readonly string[],
  before: readonly string[],
): { off: string[]; changes: string[] } {
  const unwanted = shown.filter((one) => !wanted.includes(one.module)).map((one) => one.module)
  const unseen = before.filter((module) => !shown.some((one) => one.module === module))
  const off = [...unseen, ...unwanted].sort()
  const changes = shown
    .filter((one) => before.includes(one.module) !== off.includes(one.module))
    .map((one) => `${one.name} ${off.includes(one.module) ? 'off' : 'on'}`)
  return { off, changes }
}
