// What a programme must be: its address, its levels, and where a school's district and phase come from.

export const LEVEL_NAMES = ['For everyone', 'Universal Plus', 'Additional'] as const

/** A name as an address: `Wealdshire Whole-School` is `wealdshire-whole-school`. */
export function slugFrom(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
}

export function isSlug(text: string): boolean {
  return text.length <= 60 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)
}

export type DistrictFacts = { id: string; name: string; register_code: string | null; phase_id: string | null }

/** The district of a programme that a school lies in: by the register's code, else by its name. */
export function districtFor<D extends DistrictFacts>(
  districts: readonly D[],
  code: string | null,
  name: string | null,
): D | undefined {
  const byCode = code === null ? undefined : districts.find((one) => one.register_code === code)
  return byCode ?? (name === null ? undefined : districts.find((one) => one.name.toLowerCase() === name.toLowerCase()))
}

export type PhaseFacts = { id: string; starts_on: string | null }

/** The phase a school joins with: its district's own, else the last that has begun. */
export function phaseFor(
  phases: readonly PhaseFacts[],
  district: DistrictFacts | undefined,
  today: string,
): string | null {
  if (district?.phase_id) return district.phase_id
  const begun = phases.filter((one) => one.starts_on !== null && one.starts_on <= today)
  return begun.sort((a, b) => (a.starts_on! < b.starts_on! ? 1 : -1))[0]?.id ?? null
}
