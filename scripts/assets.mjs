// Copies the few front-end files that pages load from node_modules into the package.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const files = {
  "echarts/dist/echarts.min.js": "echarts/echarts.min.js",
  "echarts/NOTICE": "echarts/NOTICE",
  "echarts/LICENSE": "echarts/LICENSE",
};

for (const [from, to] of Object.entries(files)) {
  const source = join(root, "node_modules", from);
  const target = join(root, "src/luoshi/web/static/vendor", to);
  mkdirSync(dirname(target), { recursive: true });
  if (/\.(css|js)$/.test(to)) {
    // The manifest storage looks for every file that a comment names; source maps are not shipped.
    const text = readFileSync(source, "utf8");
    writeFileSync(target, text.replace(/^(\/\*|\/\/)# sourceMappingURL=.*$/gm, ""));
  } else {
    copyFileSync(source, target);
  }
}
