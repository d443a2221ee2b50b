use super::super::tests::check;
use crate::document::parse::dump;
use crate::document::parse::parse;
use crate::source::{Format, SourceFile, Template};

#[test]
fn tags_in_angle_brackets() {
    check(
        Template::FreeMarker,
        &[
            ("Dear ${name}, ${user.name!\"you\"} #{n}", "Dear [V name], [V user.name!\"you\"] [V n]"),
            ("${a[\"}\"]} ${f({\"a\": {\"b\": 1}})}", "[V a[\"}\"]] [V f({\"a\": {\"b\": 1}})]"),
            ("<#if a?? && (b > 1)>x<#elseif c>y<#else>z</#if>", "[C if a?? && (b > 1)]x[C elseif c]y[C else]z[C /#if]"),
            ("<#-- a <#if> ${b} -->x", "[# a <#if> ${b}]x"),
            ("<#assign x = \">\">x<#include \"a.ftl\" parse=true>", "[C assign x = \">\"]x[I include \"a.ftl\" parse=true]"),
            ("<#noparse>${as} <#if></#noparse>${x}", "[C noparse]${as} <#if>[C /#noparse][V x]"),
            ("<@spring.message \"a\"/> <@footer /> <@unsubscribeUrl/>", "[L spring.message \"a\"] [I footer] [V unsubscribeUrl]"),
            ("<@layout title=\"a > b\">x</@layout>y</@>", "[C layout title=\"a > b\"]x[C /@layout]y[C /@]"),
            (
                "${msg(\"a.b\")} <#nested> <#list a as b>${b}<#sep>, </#list>",
                "[L msg(\"a.b\")] [I nested] [C list a as b][V b][C sep], [C /#list]",
            ),
            ("${a and ${b}", "${a and [V b] !`${` has no closing `}` at 0"),
            ("a <#if b", "a <#if b !`<#if` has no closing `>` at 2"),
            ("5 < 6 [#1] [@x] <a href=\"${url}\">", "5 < 6 [#1] [@x] <a href=\"[V url]\">"),
        ],
    );
}

#[test]
fn tags_in_square_brackets() {
    check(
        Template::FreeMarker,
        &[
            ("[#if a[0] == 1]x[#else]y[/#if] [=b]", "[C if a[0] == 1]x[C else]y[C /#if] [V b]"),
            ("[#ftl][@footer /][#-- no --]${c} [1]", "[C ftl][I footer][# no][V c] [1]"),
        ],
    );
}

#[test]
fn a_template_reads_as_its_text() {
    let source = "<#assign office = \"3 Moot Hall Lane\">\n<p>Dear ${name},</p>\n<#if gift>\n<p>Write to ${office}.</p>\n</#if>\n<p><a href=\"${unsubscribe_url}\">Stop</a></p>";
    let document = parse(&SourceFile::from_text("a.ftl", source), Format::of_any("a.ftl"));
    assert_eq!(dump::blocks(&document), ["paragraph: Dear \u{fffc},", "paragraph: Write to 3 Moot Hall Lane.", "paragraph: Stop"]);
    assert_eq!(dump::links(&document, source), ["Stop -> \u{fffc} = <a href=\"${unsubscribe_url}\">Stop</a>"]);
}
