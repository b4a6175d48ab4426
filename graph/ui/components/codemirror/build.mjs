// Bundles entry.js into ../codemirror.min.js, with the licences of all that is in it on top.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const OUT = "../codemirror.min.js";

async function packages(folder = "node_modules") {
  const found = [];
  for (const name of (await readdir(folder)).sort()) {
    if (name.startsWith(".")) continue;
    if (name.startsWith("@")) found.push(...(await packages(`${folder}/${name}`)));
    else found.push(`${folder}/${name}`);
  }
  return found;
}

async function licence(folder) {
  const { name, version } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} has no licence file`);
  return { title: `${name} ${version}`, text: (await readFile(`${folder}/${file}`, "utf8")).trim().replaceAll("*/", "* /") };
}

const { metafile } = await build({
  entryPoints: ["entry.js"],
  outfile: OUT,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2021",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});
const used = new Set(Object.keys(metafile.inputs).map((path) => path.split("/").slice(0, -1).join("/")));
const held = (await packages()).filter((folder) => [...used].some((path) => `${path}/`.startsWith(`${folder}/`)));
// Most share one text: it is given once, under the names of all that it covers.
const texts = new Map();
for (const { title, text } of await Promise.all(held.map(licence))) texts.set(text, [...(texts.get(text) ?? []), title]);
const banner = [...texts].map(([text, titles]) => `${titles.join(", ")}\n\n${text}`).join("\n\n----\n\n");
await writeFile(OUT, `/*!\n${banner}\n*/\n${await readFile(OUT, "utf8")}`);
