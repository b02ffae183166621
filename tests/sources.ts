// The project's own files, for proofs that list them all.
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root: string = resolve(import.meta.dirname, '..')

export function files(pattern: string): string[] {
  return globSync(pattern, {
    cwd: root,
    exclude: (name) => name === 'node_modules' || name === '.cache' || name === 'data',
  })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** The modules that a TypeScript file imports or exports from, as written. */
export function importsOf(text: string): string[] {
  const found: string[] = []
  for (const match of text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g,
  ))
    found.push((match[1] ?? match[2] ?? match[3])!)
  return found
}
