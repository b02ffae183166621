// One kind's link, as whoever hands it out sees it: an address, a square to scan, and a code to type.
import { encode } from 'uqr'
import { details } from '../../../view/govuk/details.ts'
import { html, type Html } from '../../../view/html.ts'
import { codeEntryAt, viewAt } from '../paths.ts'
import { kindName, spacedCode } from './rules.ts'
import type { OpenLink } from './service.ts'

/** An address as a square to scan: one path, no style of its own. */
function scanSquare(address: string, label: string): Html {
  const { data, size } = encode(address, { border: 4 })
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return html`<svg class="ws-qr" xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label="${label}"><rect width="${size}" height="${size}" fill="#fff"/><path fill="#000" d="${dots}"/></svg>`
}

/** An address as people type it. */
const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '')

export function linkPiece(
  { kind, pair }: OpenLink,
  { learners, publicUrl }: { learners: string; publicUrl: string },
): Html {
  const name = kindName(kind, learners)
  if (!pair)
    return html`<h3 class="govuk-heading-s">${name}</h3><p class="govuk-body">This link was sealed with another key and cannot be shown. It still works for whoever has it.</p>`
  const address = `${publicUrl}${viewAt(pair.token)}`
  return html`<section class="ws-call-link"><h3 class="govuk-heading-s">${name}</h3>
<p class="govuk-body">Link: <a class="govuk-link" href="${viewAt(pair.token)}">${address}</a></p>
<p class="govuk-body">Or the code <strong class="ws-key-words">${spacedCode(pair.code)}</strong>, typed at ${withoutScheme(publicUrl)}${codeEntryAt}</p>
${details({ summaryText: `Square to scan for ${name.toLowerCase()}`, html: scanSquare(address, `A square to scan that opens the questions for ${name.toLowerCase()}`) })}</section>`
}
