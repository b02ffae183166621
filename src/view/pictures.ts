// Pictures for easy read, drawn here and ours alone: a glass for each answer, the fuller the more; a sign for each of the
// eight principles. Decorative in the technical sense: the words always stand beside them.
import { html, nothing, type Html } from './html.ts'

function drawn(content: Html): Html {
  return html`<svg class="ws-picture" viewBox="0 0 64 64" width="64" height="64" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${content}</svg>`
}

const GLASS = html`<path d="M16 8h32l-4 48H20z"/>`

/** `top` is where the water begins; none when the glass is empty. */
function glass(water: Html): Html {
  return drawn(html`${water}${GLASS}`)
}

const filled = (path: string): Html => html`<path d="${path}" fill="currentColor" fill-opacity=".45" stroke="none"/>`
const person = (x: number, y: number, size: number): Html =>
  html`<circle cx="${x}" cy="${y}" r="${size}"/><path d="M${x - size * 1.7} ${y + size * 4}v${-size * 0.9}a${size * 1.7} ${size * 1.7} 0 0 1 ${size * 3.4} 0v${size * 0.9}"/>`
const HEART = 'c-5-4-9-7-9-11 0-6 7-7 9-2 2-5 9-4 9 2 0 4-4 7-9 11z'
const heart = (x: number, y: number): Html =>
  html`<path d="M${x} ${y}${HEART}" fill="currentColor" fill-opacity=".45"/>`

const ANSWERS: Readonly<Record<string, Html>> = {
  not_yet: glass(nothing),
  a_little: glass(filled('M18.7 40h26.6L44 56H20z')),
  mostly: glass(filled('M17.3 24h29.4L44 56H20z')),
  yes: glass(filled('M16.4 12h31.2L44 56H20z')),
  unknown: drawn(
    html`<circle cx="32" cy="32" r="25"/><path d="M24 25a8 8 0 1 1 12 7c-3 2-4 4-4 7"/><path d="M32 47v.5"/>`,
  ),
}

const PRINCIPLES: Readonly<Record<string, Html>> = {
  leadership_management: drawn(html`${person(24, 20, 8)}<path d="M46 58V10l14 6-14 7"/>`),
  ethos_environment: drawn(html`<path d="M8 31 32 9l24 22M14 26v30h36V26"/>${heart(32, 50)}`),
  curriculum_learning: drawn(
    html`<path d="M32 17c-6-5-15-6-24-5v38c9-1 18 0 24 5 6-5 15-6 24-5V12c-9-1-18 0-24 5zM32 17v38"/>`,
  ),
  student_voice: drawn(html`<path d="M8 12h48v30H30L18 54V42H8z"/><path d="M18 23h28M18 32h18"/>`),
  staff_development_wellbeing: drawn(
    html`<path d="M12 26h32v16a14 14 0 0 1-14 14h-4a14 14 0 0 1-14-14zM44 31h4a7 7 0 0 1 0 14h-4"/><path d="M21 8c-3 4 3 6 0 10M33 8c-3 4 3 6 0 10"/>`,
  ),
  identifying_need_monitoring_impact: drawn(
    html`<circle cx="27" cy="27" r="18"/><path d="m41 41 15 15"/>${heart(27, 36)}`,
  ),
  parents_carers: drawn(html`${person(20, 17, 8)}${person(47, 30, 6)}<path d="M33 47h4"/>`),
  targeted_support_referral: drawn(
    html`<circle cx="32" cy="32" r="24"/><circle cx="32" cy="32" r="10"/><path d="m15 15 10 10M49 15 39 25M15 49l10-10M49 49 39 39"/>`,
  ),
}

export function answerPicture(key: string): Html {
  return ANSWERS[key] ?? nothing
}

export function principlePicture(key: string): Html {
  return PRINCIPLES[key] ?? nothing
}
