//! Each language, tag by tag: a source, and the same source with its tags marked: `[V name]` for a value, `L` for a lookup, `I` for
//! an include, `C` for code, `#` for a comment.

use super::*;
use crate::document::model::HoleRole;
use crate::source::Host;

fn format(host: Host, template: Template) -> Format {
    Format { host, template }
}

/// The source with its tags as role and expression.
fn marked(template: Template, source: &str) -> String {
    let scan = scanned(source, template);
    let mut shown = marked_holes(source, &scan.holes);
    for trouble in &scan.troubles {
        shown = format!("{shown} !{} at {}", trouble.message, trouble.span.start);
    }
    shown
}

pub(super) fn marked_holes(source: &str, holes: &[Hole]) -> String {
    let (mut shown, mut at) = (String::new(), 0);
    for hole in holes {
        let role = match hole.role {
            HoleRole::Value => 'V',
            HoleRole::Lookup => 'L',
            HoleRole::Include => 'I',
            HoleRole::Code => 'C',
            HoleRole::Comment => '#',
        };
        shown.push_str(&source[at..hole.span.start as usize]);
        shown = format!("{shown}[{role} {}]", &source[hole.expression.range()]);
        at = hole.span.end as usize;
    }
    shown.push_str(&source[at..]);
    shown
}

/// Checks all cases, and shows all that fail at once.
pub(super) fn check(template: Template, cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(source, wanted)| (source, *wanted, marked(template, source)))
        .filter(|(_, wanted, found)| wanted != found)
        .map(|(source, wanted, found)| format!("{source}\n  wanted {wanted}\n  found  {found}"))
        .collect();
    assert!(wrong.is_empty(), "{template:?}\n{}", wrong.join("\n"));
}

#[test]
fn jinja() {
    check(
        Template::Jinja,
        &[
            ("Dear {{ name }}, hello", "Dear [V name], hello"),
            ("{{- name -}} {{~ x ~}}", "[V name] [V x]"),
            ("{{ '}}' ~ \"{{\" }}.", "[V '}}' ~ \"{{\"]."),
            ("{{ f({ a: {b: {c: 1}} }) }} and {{{'a': 1}}}", "[V f({ a: {b: {c: 1}} })] and [V {'a': 1}]"),
            ("{% if a %}x{% elif b %}y{% else %}z{% endif %}", "[C if a]x[C elif b]y[C else]z[C endif]"),
            ("{%- set x = '%}' -%}x", "[C set x = '%}']x"),
            ("a {# {{ no }} #} b {#- c -#}", "a [# {{ no }}] b [# c]"),
            (
                "{% include 'a.html' %}{% extends 'b' %}{% block c %}x{% endblock %}",
                "[I include 'a.html'][C extends 'b'][C block c]x[C endblock]",
            ),
            (
                "{% import 'f' as f %}{% embed 'e' %}{{ include('x') }}{{ super() }}",
                "[C import 'f' as f][I embed 'e'][I include('x')][I super()]",
            ),
            ("{{ _('Hi') }} {{ gettext('a') }} {{ 'a'|trans }} {{ 'k' | t }}", "[L _('Hi')] [L gettext('a')] [L 'a'|trans] [L 'k' | t]"),
            ("{% trans %}We keep {{ n }}{% endtrans %}", "[C trans]We keep [V n][C endtrans]"),
            ("{% trans 'key' %} {% trans 'key' as k %}", "[L trans 'key'] [C trans 'key' as k]"),
            ("<a href=\"{% url 'p' %}\">{% page_url p as u %}", "<a href=\"[V url 'p']\">[C page_url p as u]"),
            ("{% raw %}{{ as it is }}{% endraw %}{{ x }}", "[C raw]{{ as it is }}[C endraw][V x]"),
            ("{% verbatim %}{% no %}{%- endverbatim -%}", "[C verbatim]{% no %}[C endverbatim]"),
            ("{% comment 'n' %}a {{ b }}{% endcomment %}c", "[# a {{ b }}]c"),
            ("{{ it's }} and {{ that's }}", "[V it's] and [V that's]"),
            ("{{ 'odd }} and {{ x }}", "[V 'odd] and [V x]"),
            ("a {{ b and {{ c }}", "a {{ b and [V c] !`{{` has no closing `}}` at 2"),
            ("a {% if b", "a {% if b !`{%` has no closing `%}` at 2"),
            ("a {# b", "a {# b !`{#` has no closing `#}` at 2"),
            ("{% raw %}{{ x }}", "[C raw][V x] !`{% raw %}` has no closing `{% endraw %}` at 0"),
            ("# Head {#anchor}", "# Head {#anchor}"),
            ("{{ content | safe }} {{ contents }}", "[I content | safe] [V contents]"),
            ("naïve {{ é }} ü", "naïve [V é] ü"),
            ("{{}}{%%}", "[C ][C ]"),
        ],
    );
}

#[test]
fn liquid() {
    check(
        Template::Liquid,
        &[
            ("{{ shop.name }} {{- a | upcase -}}", "[V shop.name] [V a | upcase]"),
            ("{% comment %} a {% b %} {% endcomment %}x", "[# a {% b %}]x"),
            ("{% raw %}{{ a }}{% endraw %}", "[C raw]{{ a }}[C endraw]"),
            ("{# not a comment #}", "{# not a comment #}"),
            ("{% # a note %}{% render 'x' %}{% section 'y' %}", "[# # a note][I render 'x'][I section 'y']"),
            ("{{ 'a.b' | t }}", "[L 'a.b' | t]"),
            ("{% schema %}{\"name\": \"x\"}{% endschema %}", "[C {\"name\": \"x\"}]"),
            ("{% assign x = 'y' %}{% layout none %}", "[C assign x = 'y'][C layout none]"),
        ],
    );
}

#[test]
fn handlebars() {
    check(
        Template::Handlebars,
        &[
            ("Hi {{name}} and {{{ html }}}", "Hi [V name] and [V html]"),
            ("{{#if a}}x{{else}}y{{/if}}{{^b}}z{{/b}}", "[C #if a]x[C else]y[C /if][C ^b]z[C /b]"),
            ("{{! a note }}{{!-- {{x}} --}}{{> footer}}", "[# a note][# {{x}}][I > footer]"),
            ("{{t \"a.b\"}} {{i18n 'x'}} {{tea}}", "[L t \"a.b\"] [L i18n 'x'] [V tea]"),
            ("\\{{name}} {{{body}}}", "\\{{name}} [I body]"),
            ("{{~#each x~}}{{this}}{{~/each~}}", "[C #each x][V this][C /each]"),
            ("{{{{raw}}}}{{x}}{{{{/raw}}}}{{y}}", "[C raw]{{x}}[C /raw][V y]"),
            ("{{link \"}}\"}}", "[V link \"}}\"]"),
            ("{{name {{b}}", "{{name [V b] !`{{` has no closing `}}` at 0"),
            ("{{!-- open", "{{!-- open !`{{!` has no closing `}}` at 0"),
            ("{% no %} <% no %>", "{% no %} <% no %>"),
        ],
    );
}

#[test]
fn erb() {
    check(
        Template::Erb,
        &[
            ("<%= name %> <%== raw %> <% x = 1 -%>", "[V name] [V raw] [C x = 1]"),
            ("<%# a %> <%% b %> <%-- c %> d --%>", "[# a] <%% b %> [# c %> d]"),
            (
                "<%= t('.a') %> <%= t '.b' %> <%= I18n.t(\"c\") %> <%= sanitize t(\"d\") %>",
                "[L t('.a')] [L t '.b'] [L I18n.t(\"c\")] [L sanitize t(\"d\")]",
            ),
            (
                "<%= render 'x' %><%= render partial: 'y' %><%= yield %><%- include('f') %>",
                "[I render 'x'][I render partial: 'y'][I yield][I include('f')]",
            ),
            ("<%= form_with do |f| %>x<% end %>", "[C form_with do |f|]x[C end]"),
            ("<%= govuk_inset_text do %>x<% end %>", "[C govuk_inset_text do]x[C end]"),
            ("<%- if a -%>x<%- end -%> <%- html %>", "[C if a]x[C end] [V html]"),
            ("<% content_for :title, 'Privacy' %>", "[C content_for :title, 'Privacy']"),
            ("<a href=\"<%= url_for(\"x\") %>\">", "<a href=\"[V url_for(\"x\")]\">"),
            ("<% forEach(function(x) { %>a<% }) %>", "[C forEach(function(x) {]a[C })]"),
            ("<% a <%= b %>", "<% a [V b] !`<%` has no closing `%>` at 0"),
            ("<%# a", "<%# a !`<%#` has no closing `%>` at 0"),
            ("{{ no }}", "{{ no }}"),
        ],
    );
}

#[test]
fn php() {
    check(
        Template::Php,
        &[
            ("<?php echo $a; ?> <?= $b ?> <? $c ?>", "[V echo $a;] [V $b] [C $c]"),
            ("<?php if ($a): ?>x<?php endif ?>", "[C if ($a):]x[C endif]"),
            ("<?php echo '<p>?></p>'; ?>.", "[V echo '<p>?></p>';]."),
            ("<?php include 'a.php'; ?><?php require_once('b'); ?>", "[I include 'a.php';][I require_once('b');]"),
            (
                "<?= __('k') ?> <?php _e('k', 'd'); ?> <?php echo esc_html__('k'); ?>",
                "[L __('k')] [L _e('k', 'd');] [L echo esc_html__('k');]",
            ),
            ("<?PHP echo 1 ?><?xml version=\"1.0\"?>", "[V echo 1]<?xml version=\"1.0\"?>"),
            ("a <?php function f() { return 1; }", "a [C function f() { return 1; }]"),
            ("<?php // don't ?>text", "[# don't]text"),
            ("<?php /* isn't it */ ?>a<?php # one\n?>b", "[# isn't it]a[# one]b"),
            ("<?php // one\n$a = 1; ?><?php /* a */ $b /* c */ ?>", "[C // one\n$a = 1;][C /* a */ $b /* c */]"),
            ("{{ no }} @if", "{{ no }} @if"),
        ],
    );
}

#[test]
fn blade() {
    check(
        Template::Blade,
        &[
            ("{{ $a }} {!! $b !!} {{-- {{ c }} --}}<?= $d ?>", "[V $a] [V $b] [# {{ c }}][V $d]"),
            ("@if (count($a) > (1)) x @elseif($b) y @else z @endif", "[C if (count($a) > (1))] x [C elseif($b)] y [C else] z [C endif]"),
            ("@foreach($a as $b)<li>@endforeach", "[C foreach($a as $b)]<li>[C endforeach]"),
            ("@include('a', ['b' => ')']) @yield('c') @lang('d.e')", "[I include('a', ['b' => ')'])] [I yield('c')] [L lang('d.e')]"),
            ("{{ __('k') }} {!! trans('k') !!} {{ $slot }}", "[L __('k')] [L trans('k')] [I $slot]"),
            ("mail a@b.uk or @brightwater", "mail a@b.uk or @brightwater"),
            ("@@if @{{ vue }}", "[C ]@if [V vue]"),
            ("@verbatim {{ x }} @endverbatim {{ y }}", "[C verbatim] {{ x }} [C endverbatim] [V y]"),
            ("@php $a = 1; @endphp @php($b = 2)", "[C $a = 1;] [C php($b = 2)]"),
            ("@section('title', 'Privacy') @extends('l') @csrf", "[C section('title', 'Privacy')] [C extends('l')] [C csrf]"),
            ("@media (max-width: 1px) { } @import('x')", "@media (max-width: 1px) { } @import('x')"),
            ("@money($x) @else (yes)", "[V money($x)] [C else (yes)]"),
            ("<input @checked($a) @if($b) disabled @endif>", "<input [C checked($a)] [C if($b)] disabled [C endif]>"),
            ("@if($a x", "@if($a x !`@if(` has no closing `)` at 0"),
            ("{!! $a", "{!! $a !`{!!` has no closing `!!}` at 0"),
        ],
    );
}

#[test]
fn razor() {
    check(
        Template::Razor,
        &[
            ("Hi @Model.Name, @(a + \")\") @x[0].Call(\"y\").z. End", "Hi [V Model.Name], [V a + \")\"] [V x[0].Call(\"y\").z]. End"),
            ("@* a @b *@ mail a@b.uk, x@@y.uk @@z", "[# a @b] mail a@b.uk, x[C ]@y.uk [C ]@z"),
            ("@model A.B<C>\n@using X.Y\n@page \"/p\"\n<p>", "[C model A.B<C>]\n[C using X.Y]\n[C page \"/p\"]\n<p>"),
            (
                "@if (a) { <p>b</p> } else if (c(d)) { <i>e</i> } else { <b>f</b> } g",
                "[C if (a)] <p>b</p> [C } else if (c(d)) {] <i>e</i> [C } else {] <b>f</b> [C }] g",
            ),
            (
                "@foreach (var x in y)\n{\n  var z = \"}\";\n  <li>@x don't }</li>\n}\nend",
                "[C foreach (var x in y)\n{\n  var z = \"}\";]\n  <li>[V x] don't }</li>\n[C }]\nend",
            ),
            ("£@Model.Price é@b", "£[V Model.Price] é@b"),
            ("@if (a) { <p><!-- </p> @b --></p> }", "[C if (a)] <p><!-- </p> @b --></p> [C }]"),
            ("@{ a(); Html.RenderPartial(\"b\"); c(); }", "[C { a();] [I Html.RenderPartial(\"b\");] [C c(); }]"),
            ("@{ do { <p>a</p> } while (b); }c", "[C { do {] <p>a</p> [C } while (b); }]c"),
            ("@{ ViewBag.Title = \"{P}\"; }<p>", "[C { ViewBag.Title = \"{P}\"; }]<p>"),
            ("@{ Layout = a; if (b) { <p>c<br>d</p> } }e", "[C { Layout = a; if (b) {] <p>c<br>d</p> [C } }]e"),
            ("@section Scripts { <p>{a}</p> }b", "[C section Scripts {] <p>{a}</p> [C }]b"),
            ("@using (Html.BeginForm()) { <p>a</p> }", "[C using (Html.BeginForm())] <p>a</p> [C }]"),
            (
                "@switch (a) { case 1: <p>b</p> break; default: <p>c</p> break; }",
                "[C switch (a) { case 1:] <p>b</p> [C break; default:] <p>c</p> [C break; }]",
            ),
            ("@if (a) {\n@: text @b\n}", "[C if (a) {\n@:] text [V b]\n[C }]"),
            (
                "@Html.Partial(\"a\") @await Html.PartialAsync(\"b\") @RenderBody() <partial name=\"c\" />",
                "[I Html.Partial(\"a\")] [I await Html.PartialAsync(\"b\")] [I RenderBody()] [I partial name=\"c\" /]",
            ),
            (
                "@Localizer[\"k\"] @T[\"k\"] @Html.Raw(SharedLocalizer[\"x\"])",
                "[L Localizer[\"k\"]] [L T[\"k\"]] [L Html.Raw(SharedLocalizer[\"x\"])]",
            ),
            ("@code { string a = \"}\"; void F() { } }", "[C code { string a = \"}\"; void F() { } }]"),
            ("<button @onclick=\"Go\" @bind-Value=\"x\">", "<button [C onclick]=\"Go\" [C bind-Value]=\"x\">"),
            (
                "<a href=\"@Url.Action(\"a\")\" class=\"@(b ? \"c\" : \"d\")\">",
                "<a href=\"[V Url.Action(\"a\")]\" class=\"[V b ? \"c\" : \"d\"]\">",
            ),
            ("@if (a) { <p>b</p>", "[C if (a)] <p>b</p> !`@if (a) {` has no closing `}` at 0"),
            ("@(a <p>b</p>", "@(a <p>b</p> !`@(` has no closing `)` at 0"),
            ("@* a", "@* a !`@*` has no closing `*@` at 0"),
            ("@if (x) { foo bar\n<p>b</p> }", "[C if (x) { foo bar]\n<p>b</p> [C }]"),
        ],
    );
}

#[test]
fn undeclared() {
    check(
        Template::Any,
        &[
            ("{# no #}<p>{{ a }}</p>", "[# no]<p>[V a]</p>"),
            ("## Head {#id}\n\n{{ a }}", "## Head {#id}\n\n[V a]"),
            ("{{ a }} {% if b %}c{% endif %} <%= d %> <?php echo $e ?> <?= $f ?>", "[V a] [C if b]c[C endif] [V d] [V echo $e] [V $f]"),
            ("{{< figure src=\"}}\" >}} {{% note %}} {{< ref \"x\" >}}", "[C figure src=\"}}\"] [C note] [V ref \"x\"]"),
            ("{# no comment #}", "{# no comment #}"),
            ("{# comment #}{% x %}", "[# comment][C x]"),
            ("{{#if a}}{{> b}}{{!-- c --}}{{{d}}}{{/if}}", "[C #if a][I > b][# c][V d][C /if]"),
            ("{{ if .A }}{{ .B }}{{ end }}{{ template \"x\" . }}{{/* c */}}", "[C if .A][V .B][C end][I template \"x\" .][# /* c */]"),
            ("<? no ?> <?xml no ?> @if(a) @{{ x }}", "<? no ?> <?xml no ?> @if(a) @[V x]"),
            ("{% if a<b %}", "[C if a<b]"),
        ],
    );
}

fn masked(host: Host, template: Template, source: &str) -> String {
    mask_text(source, format(host, template)).text
}

#[test]
fn in_html_values_are_letters_and_all_else_is_spaces() {
    let html = |source| masked(Host::Html, Template::Jinja, source);
    assert_eq!(html("<a href=\"{{ \"u\" | f }}\">{{ n }}</a>"), "<a href=\"xxxxxxxxxxxxx\">xxxxxxx</a>");
    assert_eq!(html("<input {% if x %}checked{% endif %}>"), "<input           checked           >");
    assert_eq!(html("<p>a{# b\nc #}d"), "<p>a    \n    d");
}

#[test]
fn marks_shown_as_code_are_no_trouble_where_no_template_is_declared() {
    let troubles = |template, source| mask_text(source, format(Host::Markdown, template)).troubles.len();
    assert_eq!(troubles(Template::Any, "Write `{{` and `{%` before a name."), 0);
    assert_eq!(troubles(Template::Any, "Write {{ before a name."), 1);
    assert_eq!(troubles(Template::Jinja, "Write `{{` before a name."), 1);
}

/// What a Markdown parser makes of the masked text: the tags of the elements, in order.
fn elements(source: &str) -> Vec<&'static str> {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    Parser::new_ext(&masked(Host::Markdown, Template::Any, source), Options::ENABLE_TABLES)
        .filter_map(|event| match event {
            Event::Start(Tag::Heading { .. }) => Some("heading"),
            Event::Start(Tag::Paragraph) => Some("paragraph"),
            Event::Start(Tag::Item) => Some("item"),
            Event::Start(Tag::CodeBlock(_)) => Some("code"),
            Event::Start(Tag::Table(_)) => Some("table"),
            Event::Start(Tag::TableRow) => Some("row"),
            Event::Start(Tag::Link { .. }) => Some("link"),
            Event::Start(Tag::Emphasis) => Some("emphasis"),
            Event::Start(Tag::Strong) => Some("strong"),
            Event::Start(Tag::HtmlBlock) => Some("html"),
            _ => None,
        })
        .collect()
}

#[test]
fn a_markdown_parser_reads_the_masked_text_as_it_was_meant() {
    assert_eq!(elements("{% if a_long_condition or another %}\n## Head\n{% endif %}\ntext"), ["heading", "paragraph"]);
    for tag in ["{% if x %}", "{% if xy %}", "{% if xyz %}", "{% if wxyz %}", "{% if vwxyz %}", "<% a %><% b %>", "{{#if a}} "] {
        assert_eq!(elements(&format!("{tag}## Head")).last(), Some(&"heading"), "{tag}");
        let item = elements(&format!("{tag}- item {{{{ x }}}}{{% endif %}}"));
        assert!(item.iter().all(|element| *element == "item"), "{tag} {item:?}");
        assert_eq!(elements(&format!("{tag}text{{% endif %}}")), ["paragraph"], "{tag}");
        assert_eq!(elements(&format!("- {tag}text{{% endif %}}")), ["item"], "{tag}");
        assert_eq!(
            elements(&format!("a {tag}**b**{{% endif %}} _{tag}c_ {tag}_d_")),
            ["paragraph", "strong", "emphasis", "emphasis"],
            "{tag}"
        );
    }
    assert_eq!(elements("[a]({{ url_for('x') }}) [b](<%= c %>) [d](/e{% if f %}g{% endif %})"), ["paragraph", "link", "link", "link"]);
    assert_eq!(elements("|a|b|\n|-|-|\n{% for x in y %}\n|{{ x | f }}|c|\n{% endfor %}\n"), ["table", "row", "row"]);
    assert_eq!(elements("text\n\n{{ a }}\n\n    {% if b %}\n\nmore"), ["paragraph", "paragraph", "paragraph"]);
}

#[test]
fn in_markdown_tags_leave_the_structure_alone() {
    let markdown = |source| masked(Host::Markdown, Template::Any, source);
    // Alone on its line: an empty line.
    assert_eq!(markdown("a\n{% if x %}\nb\r\n{{ v }}\r\n"), "a\n          \nb\r\nxxxxxxx\r\n");
    assert_eq!(markdown("  {% a %} {% b %}\t\nc"), "                 \t\nc");
    // In a line of text: letters, or commas beside an underscore.
    assert_eq!(markdown("a {% if x %}b{% endif %}"), "a xxxxxxxxxxbxxxxxxxxxxx");
    assert_eq!(markdown("{% if x %}_b_{% endif %}"), ",,,,,,,,,,_b_,,,,,,,,,,,");
    assert_eq!(markdown("[a]({{ u }}) | {{ b | c }} |"), "[a](xxxxxxx) | xxxxxxxxxxx |");
    // Before a heading or an item: marks that hide neither.
    assert_eq!(markdown("{% if x %}# Head"), ">   >   > # Head");
    assert_eq!(markdown("{% if x %}- item"), "-    -    - item");
    assert_eq!(markdown("{% if xy %}- item"), " -    -    - item");
    // In a tag of HTML: spaces.
    assert_eq!(markdown("a <input {% if x %}checked{% endif %}>"), "a <input           checked           >");
    // Between rows of a table: an empty row.
    assert_eq!(markdown("|a|\n|-|\n{% for x %}\n|{{ b }}|\n{% endfor %}\n\nc"), "|a|\n|-|\n|         |\n|xxxxxxx|\n            \n\nc");
}
