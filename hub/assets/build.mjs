// Bundles what the pages need into ../wwwroot/assets. Nothing it writes is committed.
import { build } from "esbuild";

await build({
  entryPoints: {
    hub: "src/hub.js",
    diagram: "src/diagram.js",
  },
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  outdir: "../wwwroot/assets",
  loader: { ".woff2": "file", ".woff": "empty", ".ttf": "empty", ".eot": "empty", ".svg": "dataurl" },
  assetNames: "fonts/[name]",
  logLevel: "warning",
});
