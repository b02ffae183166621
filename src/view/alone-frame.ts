// The small document round a page for those who come by a link and have no account: in the page's own language and
// direction, without script, and without any way into the house. What the whole house wears is in frame.ts.
import { html, type Html } from './html.ts'
import { mark } from './mark.ts'

export interface AloneFrameOptions {
  title: string
  lang: string
  dir: 'ltr' | 'rtl'
  /** What the service is called in the page's language. */
  service: string
  /** Our own name, which is the same in every language. */
  serviceName: string
  skip: string
  error: string
  mistaken: boolean
  assets: (logical: string) => string
  demo?: Html | undefined
  main: Html
}

export function aloneFrame(options: AloneFrameOptions): Html {
  const { title, lang, dir, service, serviceName, assets, main } = options
  const demo = options.demo && html`<div class="ws-demo" lang="en" dir="ltr">${options.demo}</div>`
  return html`<!DOCTYPE html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<title>${options.mistaken && `${options.error}: `}${title} – ${service} – ${serviceName}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="${assets('raters.css')}">
<link rel="icon" href="${assets('mark.svg')}" type="image/svg+xml">
</head>
<body>
<a class="ws-skip" href="#main-content">${options.skip}</a>
<header class="ws-alone-top">${demo}<p class="ws-alone-top__name">${mark()} <span>${service}</span></p></header>
<main class="ws-alone" id="main-content" tabindex="-1">
${main}
</main>
<footer class="ws-alone-foot"><p lang="en" dir="ltr">${serviceName}</p></footer>
</body>
</html>
`
}
