// Cuts Bootstrap to the classes our templates use, adds our own rules, and writes
// one stylesheet per direction into disclosure/web/static/. Run by hand: `npm ci && npm run build`.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const bootstrap = join(here, "node_modules", "bootstrap");
const target = join(root, "disclosure", "web", "static");

// Our own rules are not cut: every one is used by a macro or is for the sites' pages.
const own = readFileSync(join(here, "own.css"), "utf8");

// What a page may use without building anew: spacing, the grid, text and table manners.
const layout = [
  "row", "col", "col-12", "container", "d-none", "d-block", "d-flex", "d-grid", "d-inline",
  "d-md-none", "d-md-block", "d-md-flex", "flex-wrap", "flex-column", "justify-content-between",
  "align-items-center", "align-items-start", "align-items-baseline", "visually-hidden",
  "text-end", "text-start", "text-center", "text-nowrap", "text-muted", "fw-bold", "fs-5", "small",
  "list-unstyled", "w-100", "table-sm", "table-striped",
  ...[0, 1, 2, 3, 4, 5].flatMap((n) => [`m-${n}`, `mt-${n}`, `mb-${n}`, `me-${n}`, `ms-${n}`, `my-${n}`, `p-${n}`, `gap-${n}`]),
  ...[3, 4, 5, 6, 7, 8, 9].map((n) => `col-md-${n}`),
];

async function cut(file) {
  const [result] = await new PurgeCSS().purge({
    content: ["disclosure/web", "portal", "reviewer", "compliance"].map((site) => join(root, site, "**/*.html")),
    css: [join(bootstrap, "dist", "css", file)],
    // Any word of a template may be a class, its comments apart.
    defaultExtractor: (text) => text.replace(/\{#.*?#\}/gs, "").match(/[\w-]+/g) ?? [],
    safelist: { standard: [...layout, "html", "body", /^:root/] },
    blocklist: [/^card/, /^navbar/, /^dropdown/, /^modal/, /data-bs-theme/, /was-validated/, /is-valid$/, /is-invalid/, /form-floating/, /^btn-close/],
    variables: true,
    keyframes: true,
    fontFace: true,
  });
  return result.css.replace(/^\/\*!.*?\*\//s, "").replace(/\/\*# sourceMappingURL.*$/m, "");
}

const version = JSON.parse(readFileSync(join(bootstrap, "package.json"), "utf8")).version;
for (const [from, to] of [["bootstrap.min.css", "disclosure.css"], ["bootstrap.rtl.min.css", "disclosure.rtl.css"]]) {
  const code = Buffer.from((await cut(from)) + own);
  const small = transform({ filename: to, code, minify: true }).code;
  const banner = `/* Parts of Bootstrap v${version}, (c) 2011-2026 The Bootstrap Authors, MIT: see bootstrap.LICENSE.txt. Built by tools/css. */\n`;
  const css = banner + small + "\n";
  writeFileSync(join(target, to), css);
  console.log(`${to}: ${Buffer.byteLength(css)} bytes, ${gzipSync(css, { level: 9 }).length} gzip`);
}
writeFileSync(join(target, "bootstrap.LICENSE.txt"), readFileSync(join(bootstrap, "LICENSE")));
