//! Which file an include tag names, and by which names the template engine would look for it.
//!
//! Only a name that stands in the tag as it is counts: what an expression comes to is not known.

use crate::source::{Format, Template};

/// A name in a tag, and the custom by which it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    text: String,
    custom: Custom,
}

/// How names are written and looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Custom {
    /// Jinja, Nunjucks, Twig, Liquid, EJS, Hugo, PHP, `FreeMarker`, MJML: the path of the file, its ending left out at most.
    Path,
    /// Rails: `_name.html.erb`.
    Rails,
    /// Handlebars, Mustache: a name without an ending, with or without an underscore.
    Mustache,
    /// Blade: `folder.name`.
    Blade,
    /// Razor: `_Name`, from the views or from the root of the site (`~/`).
    Razor,
}

/// Words after which the name of a file may stand in `{% %}`, and in EJS and Hugo.
const INCLUDES: &[&str] = &["include", "include_cached", "include_relative", "partial", "partialCached", "readfile", "render", "snippet"];

/// The endings that template engines add, by language.
fn endings(template: Template) -> &'static [&'static str] {
    match template {
        Template::Any => &[".html", ".md"],
        Template::Jinja => &[".html", ".njk", ".html.twig", ".twig"],
        Template::Liquid => &[".liquid", ".html"],
        Template::Handlebars => &[".hbs", ".handlebars", ".mustache", ".html"],
        Template::Erb => &[".html.erb", ".erb", ".ejs", ".html"],
        Template::Php => &[".php"],
        Template::Blade => &[".blade.php", ".php"],
        Template::Razor => &[".cshtml", ".razor"],
        Template::FreeMarker => &[".ftl", ".ftlh"],
    }
}

/// The name in a tag of which `tag` is all and `expression` what stands between its marks.
pub(super) fn read(tag: &str, expression: &str, template: Template) -> Option<Name> {
    let named = |custom| move |text: &str| Name { text: text.to_owned(), custom };
    if template == Template::Razor {
        return razor(expression).map(named(Custom::Razor));
    }
    if tag.starts_with('@') {
        let arguments = ["include", "includeIf", "includeIsolated"]
            .iter()
            .find_map(|name| expression.strip_prefix(name)?.trim_start().strip_prefix('('));
        return quoted(arguments?.trim_start(), ends_argument).map(named(Custom::Blade));
    }
    if tag.starts_with("<?") {
        return php(expression).map(named(Custom::Path));
    }
    if tag.starts_with("{{")
        && let Some(partial) = expression.strip_prefix('>')
    {
        return mustache(partial.trim_start()).map(named(Custom::Mustache));
    }
    if tag.starts_with("<%") {
        if let Some(name) = rails(expression) {
            return Some(named(Custom::Rails)(name));
        }
        let call = expression.strip_prefix("await ").unwrap_or(expression).trim_start();
        return call.strip_prefix("include").and_then(argument).map(named(Custom::Path));
    }
    if tag.starts_with("<mj-") {
        return is_literal(expression).then(|| named(Custom::Path)(expression));
    }
    let word = expression.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let rest = expression[word.len()..].trim_start();
    if !INCLUDES.contains(&word) {
        return None;
    }
    let bare = tag.starts_with("{%") && matches!(template, Template::Any | Template::Liquid);
    argument(rest).or_else(|| if bare { unquoted(rest) } else { None }).map(named(Custom::Path))
}

// ---- spellings ----

/// `'x'`, `("x", ...)`, `"x" with ...`.
fn argument(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    match rest.strip_prefix('(') {
        Some(inside) => quoted(inside.trim_start(), ends_argument),
        None => quoted(rest, ends_tag),
    }
}

/// A name in quotes, if what follows it `ends` the name.
fn quoted(rest: &str, ends: impl Fn(&str) -> bool) -> Option<&str> {
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (name, after) = rest[1..].split_once(quote)?;
    (is_literal(name) && ends(after.trim_start())).then_some(name)
}

/// `x.html`, as Jekyll has it: a name with an ending, as a name without one may be a variable.
fn unquoted(rest: &str) -> Option<&str> {
    let name = rest.split_whitespace().next()?;
    let after = rest[name.len()..].trim_start();
    (is_literal(name) && Format::of(name).is_some() && ends_tag(after)).then_some(name)
}

/// Whether a name is one as it stands. What languages put into strings by signs (`#{}`, `$`, `{{`) is not.
fn is_literal(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '~' | ' '))
}

fn ends_argument(after: &str) -> bool {
    after.starts_with([')', ','])
}

/// Whether what follows a name in a tag is no part of an expression: nothing, parameters, or the words that bring them.
fn ends_tag(after: &str) -> bool {
    let word = after.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let parameter = || after[word.len()..].trim_start().starts_with(['=', ':']);
    after.is_empty()
        || after.starts_with([',', '/', '.', '$'])
        || matches!(word, "with" | "without" | "ignore" | "only" | "for" | "as")
        || (!word.is_empty() && parameter())
}

/// `render 'x'`, `render partial: 'x'`, `render(:partial => "x")`.
fn rails(expression: &str) -> Option<&str> {
    let rest = expression.strip_prefix("render").filter(|rest| rest.starts_with([' ', '(']))?.trim_start();
    let (rest, in_brackets) = rest.strip_prefix('(').map_or((rest, false), |rest| (rest.trim_start(), true));
    let rest = rest.strip_prefix("partial:").or_else(|| rest.strip_prefix(":partial =>")).unwrap_or(rest).trim_start();
    quoted(rest, |after| if in_brackets { ends_argument(after) } else { after.is_empty() || after.starts_with(',') })
}

/// `> x`, `> "x" key=value`.
fn mustache(rest: &str) -> Option<&str> {
    if rest.starts_with(['"', '\'']) {
        return quoted(rest, ends_tag);
    }
    let name = rest.split_whitespace().next()?;
    // What follows a partial is the values it gets.
    is_literal(name).then_some(name)
}

/// `Html.Partial("_X")`, `<partial name="_X" />`.
fn razor(expression: &str) -> Option<&str> {
    if let Some(attributes) = expression.strip_prefix("partial ") {
        let value = attributes.trim_start().strip_prefix("name")?.trim_start().strip_prefix('=')?.trim_start();
        return quoted(value, |_| true);
    }
    let call = expression.trim_start_matches("await ").trim_start();
    let call = ["Html.PartialAsync", "Html.Partial", "Html.RenderPartialAsync", "Html.RenderPartial"]
        .iter()
        .find_map(|name| call.strip_prefix(name))?;
    quoted(call.trim_start().strip_prefix('(')?.trim_start(), ends_argument)
}

/// `include 'x';`, `require_once(__DIR__ . "/x")`, `get_template_part('x')`.
fn php(expression: &str) -> Option<&str> {
    let words = ["include_once", "include", "require_once", "require", "get_template_part"];
    let rest = words
        .iter()
        .find_map(|word| expression.strip_prefix(word))
        .filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))?;
    let rest = rest.trim_start();
    let (rest, in_brackets) = rest.strip_prefix('(').map_or((rest, false), |rest| (rest.trim_start(), true));
    let here = ["__DIR__", "dirname(__FILE__)"].iter().find_map(|here| rest.strip_prefix(here)?.trim_start().strip_prefix('.'));
    let ends = |after: &str| {
        let after = if in_brackets { after.strip_prefix(')').map(str::trim_start) } else { Some(after) };
        after.is_some_and(|after| after.trim_start_matches(';').trim().is_empty())
    };
    match here {
        Some(rest) => quoted(rest.trim_start(), ends)?.strip_prefix('/'),
        None => quoted(rest, ends),
    }
}

// ---- where to look ----

impl Name {
    /// The paths by which the file may go, the likeliest first. `ending` is all endings of the including file, such as `.html.erb`.
    pub(super) fn paths(&self, template: Template, ending: &str) -> Vec<String> {
        let text = match self.custom {
            Custom::Blade => self.text.replace('.', "/"),
            Custom::Razor => self.text.trim_start_matches("~/").to_owned(),
            // A name that begins with a stroke is looked for from the folder of all templates.
            Custom::Path if template == Template::FreeMarker => self.text.trim_start_matches('/').to_owned(),
            _ => self.text.clone(),
        };
        let (folder, file) = text.rsplit_once('/').map_or(("", text.as_str()), |(folder, file)| (folder, file));
        let in_folder = |file: String| if folder.is_empty() { file } else { format!("{folder}/{file}") };
        let stems = match self.custom {
            Custom::Path | Custom::Blade | Custom::Razor => vec![text.clone()],
            Custom::Rails => vec![in_folder(format!("_{file}"))],
            Custom::Mustache => vec![text.clone(), in_folder(format!("_{file}"))],
        };
        let mut paths = Vec::new();
        for stem in stems {
            // A name that has its ending is all of the path; but `name.en` may lack one all the same.
            if self.custom != Custom::Blade && (file.contains('.') || self.custom == Custom::Path) {
                paths.push(stem.clone());
            }
            if Format::of(&stem).is_none() {
                paths.extend(std::iter::once(ending).chain(endings(template).iter().copied()).map(|ending| format!("{stem}{ending}")));
            }
        }
        paths.dedup();
        paths
    }

    /// The folders in which the language keeps what is included, beside the folder of the file itself.
    pub(super) fn shelves(&self, template: Template) -> &'static [&'static str] {
        match (self.custom, template) {
            (Custom::Blade, _) => &["", "resources/views"],
            (Custom::Razor, _) => &["", "Shared", "Views/Shared", "Pages/Shared"],
            (Custom::Mustache, _) => &["", "partials", "views/partials"],
            (Custom::Rails, _) => &["", "app/views"],
            (Custom::Path, Template::Liquid) => &["", "_includes", "snippets"],
            (Custom::Path, Template::FreeMarker) => &["", "templates"],
            (Custom::Path, Template::Jinja) => &["", "_includes", "templates"],
            (Custom::Path, Template::Any) => &["", "_includes", "templates", "layouts/partials"],
            (Custom::Path, _) => &["", "views"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(tag: &str, template: Template) -> Option<String> {
        let marks: &[char] = &['{', '}', '%', '<', '>', '?', '=', '@', '#', ' ', '-'];
        let inside = tag.trim_matches(marks);
        let inside = inside.strip_prefix("php").unwrap_or(inside).trim();
        let partial = if tag.starts_with("{{>") { format!("> {inside}") } else { inside.to_owned() };
        read(tag, &partial, template).map(|name| name.text)
    }

    #[test]
    fn names_are_read_in_every_language() {
        let cases = [
            ("{% include \"a/b.html\" %}", Template::Jinja, "a/b.html"),
            ("{% include 'a.njk' ignore missing with context %}", Template::Jinja, "a.njk"),
            ("{{ include('a.twig', { b: 1 }) }}", Template::Jinja, "a.twig"),
            ("{% render 'a', product: b %}", Template::Liquid, "a"),
            ("{% include a.html title=\"B\" %}", Template::Any, "a.html"),
            ("{% include_relative a/b.md %}", Template::Any, "a/b.md"),
            ("{{> a/b c=d }}", Template::Handlebars, "a/b"),
            ("{{> \"a\" }}", Template::Handlebars, "a"),
            ("<%= render 'a/b' %>", Template::Erb, "a/b"),
            ("<%= render partial: \"a\", locals: { b: c } %>", Template::Erb, "a"),
            ("<%= render(:partial => 'a') %>", Template::Erb, "a"),
            ("<%- include('a/b', { c: d }) %>", Template::Erb, "a/b"),
            ("@include('a.b', ['c' => 1])", Template::Blade, "a.b"),
            ("@Html.Partial(\"_A\")", Template::Razor, "_A"),
            ("@await Html.PartialAsync(\"_A\", Model)", Template::Razor, "_A"),
            ("<partial name=\"_A\" model=\"B\" />", Template::Razor, "_A"),
            ("<?php include 'a/b.php'; ?>", Template::Php, "a/b.php"),
            ("<?php require_once(__DIR__ . '/a.php') ?>", Template::Php, "a.php"),
            ("<#include \"/a/b.ftl\" parse=true>", Template::FreeMarker, "/a/b.ftl"),
        ];
        for (tag, template, wanted) in cases {
            assert_eq!(name(tag, template).as_deref(), Some(wanted), "{tag}");
        }
    }

    #[test]
    fn an_expression_is_no_name() {
        let cases = [
            ("{% include a %}", Template::Jinja),
            ("{% include a.html %}", Template::Jinja),
            ("{% include \"a\" ~ b %}", Template::Jinja),
            ("{% include ['a.html', 'b.html'] %}", Template::Jinja),
            ("{% include {{ a }} %}", Template::Any),
            ("{{> (lookup . 'a') }}", Template::Handlebars),
            ("<%= render @a %>", Template::Erb),
            ("<%= render \"a/#{b}\" %>", Template::Erb),
            ("<%= render 'a' if b %>", Template::Erb),
            ("<%= render 'a' + b %>", Template::Erb),
            ("@include($a)", Template::Blade),
            ("@include('a.' . $b)", Template::Blade),
            ("@Html.Partial(Model.A)", Template::Razor),
            ("<?php include $a; ?>", Template::Php),
            ("<?php include \"a/$b.php\"; ?>", Template::Php),
            ("<?php include 'a.php'; include 'b.php'; ?>", Template::Php),
            ("<#include a>", Template::FreeMarker),
            ("<#include \"${a}.ftl\">", Template::FreeMarker),
        ];
        for (tag, template) in cases {
            assert_eq!(name(tag, template), None, "{tag}");
        }
    }

    #[test]
    fn paths_follow_the_custom_of_the_language() {
        let paths = |tag: &str, expression: &str, template, ending| {
            read(tag, expression, template).map(|name| name.paths(template, ending)).unwrap_or_default()
        };
        assert_eq!(paths("<%= ", "render 'a/b'", Template::Erb, ".html.erb")[0], "a/_b.html.erb");
        assert_eq!(paths("@", "include('a.b')", Template::Blade, ".blade.php")[0], "a/b.blade.php");
        assert_eq!(paths("@", "Html.Partial(\"~/Views/_A.cshtml\")", Template::Razor, ".cshtml"), ["Views/_A.cshtml"]);
        assert_eq!(paths("{{>", "> a", Template::Handlebars, ".hbs")[..2], ["a.hbs", "a.handlebars"]);
        assert_eq!(paths("{%", "include 'a.html'", Template::Jinja, ".njk"), ["a.html"]);
    }
}
