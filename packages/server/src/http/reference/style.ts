// As code and not as a file beside it: Turbopack takes a .css for a page's and refuses to
// build an app with Belfry in it.
export const style = `
/**
 * Paper by day, slate by night, one brass accent, as in the example site. Every pair of
 * colours has a contrast of 4.5 or more.
 */
:root {
  color-scheme: light dark;
  --paper: light-dark(#f6f3ec, #15171c);
  --card: light-dark(#fffefb, #1d2027);
  --ink: light-dark(#23262e, #ebe8e1);
  --soft: light-dark(#5d6069, #a9acb5);
  --line: light-dark(#e2dccf, #30343d);
  --brass: light-dark(#96540f, #e9b567);
  --glow: light-dark(#f7ead7, #2b2620);
}
*,
*::before,
*::after {
  box-sizing: border-box;
}
html {
  scroll-padding-top: 1rem;
}
body {
  margin: 0;
  display: grid;
  grid-template-columns: 17rem minmax(0, 1fr);
  background: var(--paper);
  color: var(--ink);
  font:
    1rem/1.55 system-ui,
    sans-serif;
}
a {
  color: inherit;
  text-decoration-color: var(--brass);
  text-underline-offset: 0.2em;
}
a:focus-visible,
summary:focus-visible,
pre:focus-visible {
  outline: 2px solid var(--brass);
  outline-offset: 2px;
}
code,
pre {
  font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace;
  font-size: 0.875em;
}

.contents {
  position: sticky;
  top: 0;
  align-self: start;
  height: 100svh;
  overflow-y: auto;
  padding: 1.5rem 1.25rem;
  border-right: 1px solid var(--line);
  font-size: 0.9375rem;
}
.contents a {
  display: block;
  padding: 0.2rem 0;
  text-decoration: none;
}
.contents a:hover {
  color: var(--brass);
}
.contents .tag {
  margin-top: 1rem;
  font-weight: 650;
}
.contents ul {
  margin: 0;
  padding: 0;
  list-style: none;
}
.jump {
  display: none;
}

main {
  max-width: 62rem;
  width: 100%;
  padding: 2rem clamp(1rem, 4vw, 3rem) 6rem;
}
h1,
h2,
h3 {
  line-height: 1.25;
  letter-spacing: -0.01em;
  text-wrap: balance;
}
h2 {
  margin: 4rem 0 0.5rem;
  padding-top: 1rem;
  border-top: 1px solid var(--line);
}
h3 {
  margin: 0;
  font-size: 1.125rem;
}
h4 {
  margin: 1.25rem 0 0.25rem;
  font-size: 0.9375rem;
}
p {
  margin: 0.5rem 0;
  max-width: 44rem;
}
article {
  margin: 1.5rem 0;
  padding: 1.25rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 0.75rem;
}
article:target {
  border-color: var(--brass);
}
.address {
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 0.75rem;
  align-items: baseline;
  margin: 0.25rem 0;
  overflow-wrap: anywhere;
}
.method {
  color: var(--brass);
  font-weight: 700;
}
.soft {
  color: var(--soft);
}

dl {
  margin: 0;
}
dl > div {
  display: grid;
  grid-template-columns: minmax(9rem, 15rem) minmax(0, 1fr);
  gap: 0 1rem;
  padding: 0.4rem 0;
  border-top: 1px solid var(--line);
}
dt {
  overflow-wrap: anywhere;
}
dd {
  margin: 0;
  overflow-wrap: anywhere;
}
dd p {
  margin: 0;
}
details.errors {
  border-top: 1px solid var(--line);
}
details.errors > summary {
  padding: 0.4rem 0;
  cursor: pointer;
}
details.errors > :not(summary) {
  margin-left: 1rem;
}
pre {
  margin: 0.5rem 0 0;
  padding: 0.75rem 1rem;
  overflow-x: auto;
  background: var(--glow);
  border-radius: 0.5rem;
}

@media (max-width: 60rem) {
  body {
    display: flex;
    flex-direction: column;
  }
  .jump {
    display: block;
    padding: 0.75rem 1rem;
    border-bottom: 1px solid var(--line);
    font-weight: 650;
  }
  .contents {
    position: static;
    order: 1;
    width: 100%;
    height: auto;
    padding: 1rem;
    border-right: 0;
    border-top: 1px solid var(--line);
  }
  main {
    padding: 1rem 1rem 3rem;
  }
  dl > div {
    grid-template-columns: minmax(0, 1fr);
  }
}
`
