//! What a file is made of, told from the endings of its name: a host format, and a template language over it.

use std::fmt;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// The language of the text.
    pub host: Host,
    /// The language of the tags in it.
    pub template: Template,
}

/// The language of a document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// `CommonMark` with the usual extensions.
    Markdown,
    /// HTML as found in the wild.
    Html,
    /// Plain text.
    Text,
    /// Text messages, one a line.
    Sms,
    /// HAML.
    Haml,
    /// Slim.
    Slim,
    /// JavaScript or TypeScript with elements in it.
    Jsx,
    /// A component of Vue: its template.
    Vue,
    /// A component of Astro: what stands behind its script.
    Astro,
    /// A mail with its headers.
    Mail,
    /// JSON: its strings.
    Json,
    /// YAML: its scalars.
    Yaml,
}

impl Host {
    /// Whether the text stands in the file as it is read, and not in the strings or the lines of a program.
    #[must_use]
    pub fn is_running_text(self) -> bool {
        matches!(self, Self::Markdown | Self::Html | Self::Text | Self::Sms | Self::Mail)
    }

    /// Whether files of this kind are parts of a program, most of which hold no text for readers.
    #[must_use]
    pub fn is_program(self) -> bool {
        matches!(self, Self::Jsx | Self::Vue | Self::Astro | Self::Json | Self::Yaml)
    }
}

/// The template language laid over a host format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Not declared by the name: only tags that no plain document has (`{{ }}`, `{% %}`, `<% %>`, `<?php ?>`) count.
    Any,
    /// Jinja, Nunjucks, Twig.
    Jinja,
    /// Liquid.
    Liquid,
    /// Handlebars, Mustache.
    Handlebars,
    /// ERB, EJS.
    Erb,
    /// PHP.
    Php,
    /// Blade: PHP with `{{ }}` and `@` directives.
    Blade,
    /// Razor.
    Razor,
    /// `FreeMarker`.
    FreeMarker,
}

impl Format {
    /// The format of a file of this name that somebody names; plain text if the name tells nothing. Scripts, of which few hold
    /// elements, are read for these.
    #[must_use]
    pub fn of_any(name: &str) -> Self {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
        let is_script = file.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "js" | "mjs" | "cjs" | "ts" | "mts" | "cts"));
        let host = if is_script { Host::Jsx } else { Host::Text };
        Self::of(name).unwrap_or(Self { host, template: Template::Any })
    }

    /// The format of a file of this name, `None` if noticelint does not read such files. The last ending that names a template
    /// language gives the template, the last that names a host the host: `privacy.html.erb`, `mail.txt.j2`, `notice.md.njk`.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
        let (mut host, mut template) = (None, None);
        for ending in file.split('.').skip(1).collect::<Vec<_>>().into_iter().rev() {
            match ending {
                "md" | "markdown" | "mdown" | "mkd" => host = host.or(Some(Host::Markdown)),
                "html" | "htm" | "xhtml" | "shtml" | "mjml" => host = host.or(Some(Host::Html)),
                "txt" | "text" => host = host.or(Some(Host::Text)),
                "eml" => host = host.or(Some(Host::Mail)),
                "sms" => host = host.filter(|host| *host != Host::Text).or(Some(Host::Sms)),
                "j2" | "jinja" | "jinja2" | "njk" | "nunjucks" | "nunj" | "twig" => template = template.or(Some(Template::Jinja)),
                "liquid" => template = template.or(Some(Template::Liquid)),
                "hbs" | "handlebars" | "mustache" => template = template.or(Some(Template::Handlebars)),
                "erb" | "rhtml" | "ejs" => template = template.or(Some(Template::Erb)),
                "php" | "phtml" => template = template.or(Some(Template::Php)),
                "blade" if template == Some(Template::Php) => template = Some(Template::Blade),
                "ftl" | "ftlh" | "ftlx" => template = template.or(Some(Template::FreeMarker)),
                "cshtml" | "razor" | "vbhtml" => template = template.or(Some(Template::Razor)),
                // These bring their own tags.
                "haml" | "slim" | "jsx" | "tsx" | "vue" | "astro" | "json" | "yml" | "yaml" if host.is_none() && template.is_none() => {
                    host = Some(match ending {
                        "haml" => Host::Haml,
                        "slim" => Host::Slim,
                        "jsx" | "tsx" => Host::Jsx,
                        "vue" => Host::Vue,
                        "astro" => Host::Astro,
                        "json" => Host::Json,
                        _ => Host::Yaml,
                    });
                    break;
                }
                _ => break,
            }
        }
        match (host, template) {
            (None, None) => None,
            // A template without a host ending holds HTML, as all these languages do by default.
            (host, template) => Some(Self { host: host.unwrap_or(Host::Html), template: template.unwrap_or(Template::Any) }),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.host {
            Host::Markdown => "Markdown",
            Host::Html => "HTML",
            Host::Text => "plain text",
            Host::Sms => "text messages",
            Host::Haml => "HAML",
            Host::Slim => "Slim",
            Host::Jsx => "JSX",
            Host::Vue => "Vue",
            Host::Astro => "Astro",
            Host::Mail => "mail",
            Host::Json => "JSON",
            Host::Yaml => "YAML",
        })?;
        f.write_str(match self.template {
            Template::Any => "",
            Template::Jinja => " with Jinja tags",
            Template::Liquid => " with Liquid tags",
            Template::Handlebars => " with Handlebars tags",
            Template::Erb => " with ERB tags",
            Template::Php => " with PHP tags",
            Template::Blade => " with Blade tags",
            Template::Razor => " with Razor tags",
            Template::FreeMarker => " with FreeMarker tags",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_name_host_and_template() {
        let read = |name| Format::of(name).map(|format| (format.host, format.template));
        assert_eq!(read("a/privacy.md"), Some((Host::Markdown, Template::Any)));
        assert_eq!(read("privacy.html.erb"), Some((Host::Html, Template::Erb)));
        assert_eq!(read("privacy.en.html.erb"), Some((Host::Html, Template::Erb)));
        assert_eq!(read("privacy.html.md"), Some((Host::Markdown, Template::Any)));
        assert_eq!(read("mail.txt.j2"), Some((Host::Text, Template::Jinja)));
        assert_eq!(read("privacy.blade.php"), Some((Host::Html, Template::Blade)));
        assert_eq!(read("Privacy.CSHTML"), Some((Host::Html, Template::Razor)));
        assert_eq!(read("notice.njk"), Some((Host::Html, Template::Jinja)));
        assert_eq!(read("privacy.html.haml"), Some((Host::Haml, Template::Any)));
        assert_eq!(read("privacy.en.slim"), Some((Host::Slim, Template::Any)));
        assert_eq!(read("Privacy.tsx"), Some((Host::Jsx, Template::Any)));
        assert_eq!(read("privacy.en.yml"), Some((Host::Yaml, Template::Any)));
        assert_eq!(read("privacy.json.erb"), Some((Host::Html, Template::Erb)));
        assert_eq!(read("welcome.mjml"), Some((Host::Html, Template::Any)));
        assert_eq!(read("welcome.mjml.hbs"), Some((Host::Html, Template::Handlebars)));
        assert_eq!(read("welcome.ftlh"), Some((Host::Html, Template::FreeMarker)));
        assert_eq!(read("welcome.txt.ftl"), Some((Host::Text, Template::FreeMarker)));
        assert_eq!(read("offers.sms"), Some((Host::Sms, Template::Any)));
        assert_eq!(read("offers.sms.txt.j2"), Some((Host::Sms, Template::Jinja)));
        assert_eq!(read("welcome.text.erb"), Some((Host::Text, Template::Erb)));
        assert_eq!(read("welcome.text.haml"), Some((Host::Haml, Template::Any)));
        assert_eq!(read("welcome.eml"), Some((Host::Mail, Template::Any)));
        assert_eq!(read("form.js"), None);
        assert_eq!(Format::of_any("form.js").host, Host::Jsx);
        assert_eq!(Format::of_any("form.d/ts").host, Host::Text);
        assert_eq!(read("main.rs"), None);
        assert_eq!(read("md"), None);
    }
}
