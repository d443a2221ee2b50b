//! Puts the folder `lints/` into the program: each file with what it says, parsed and packed, and the phrases of all, laid out, so that
//! the program starts without reading any of it. The folder is the only registry.

#[path = "build/pack.rs"]
mod pack;
#[path = "build/phrases.rs"]
mod phrases;

/// Parts of the program that the build shares with it, and needs only some of.
#[path = "src/data"]
#[allow(dead_code, unreachable_pub, reason = "the program uses the rest")]
mod data {
    mod name;
    pub(crate) mod packed;
    pub(crate) use name::is_name;
}

#[path = "src/lint"]
#[allow(dead_code, reason = "the program uses the rest")]
mod lint {
    pub(crate) mod role;
}

#[path = "src/vocabulary"]
#[allow(dead_code, unused_imports, reason = "the program uses the rest")]
mod vocabulary {
    pub(crate) mod lexicon;
    pub(crate) mod phrase;
}

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};
use toml::Spanned;
use toml::de::DeTable;

fn main() -> io::Result<()> {
    for path in ["lints", "build.rs", "build", "src/data", "src/lint/role.rs", "src/vocabulary"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("lints");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();
    let texts = paths.iter().map(fs::read_to_string).collect::<io::Result<Vec<String>>>()?;
    let tables: Vec<Option<Spanned<DeTable<'_>>>> = texts.iter().map(|text| DeTable::parse(text).ok()).collect();

    let mut code = String::from("pub(super) static FILES: &[File] = &[\n");
    for (index, ((path, text), table)) in paths.iter().zip(&texts).zip(&tables).enumerate() {
        let below = path.strip_prefix(&root).map_err(io::Error::other)?;
        let name = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        let packed = out.join(format!("{index}.packed"));
        fs::write(&packed, table.as_ref().map(|table| pack::pack(text, table)).unwrap_or_default())?;
        let (path, packed) = (path.display().to_string(), packed.display().to_string());
        writeln!(code, "    File {{ path: {name:?}, text: include_str!({path:?}), packed: include_bytes!({packed:?}) }},")
            .map_err(io::Error::other)?;
    }
    code.push_str("];\npub(super) static PHRASES: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/phrases\"));\n");
    let roots: Option<Vec<&DeTable<'_>>> = tables.iter().map(|table| table.as_ref().map(Spanned::get_ref)).collect();
    fs::write(out.join("phrases"), roots.and_then(|roots| phrases::lay_out(&roots)).unwrap_or_default())?;
    fs::write(out.join("lints.rs"), code)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            println!("cargo::rerun-if-changed={}", path.display());
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
