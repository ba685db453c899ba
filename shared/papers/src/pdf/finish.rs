//! All objects of a PDF, numbered and put down.

use domain::event::hash_of;
use pdf_writer::{
    Filter, Finish, Name, Pdf, Rect, Ref, TextStr,
    types::{Direction, OutputIntentSubtype, TabOrder},
    writers::StructTreeRoot,
};

use super::{Letters, Paper, Part, deflated, letters, pt, resource, used};

/// The colours that all colours of the paper are of: sRGB, made by Little CMS.
const SRGB: &[u8] = include_bytes!("../../fonts/srgb.icc");

/// What is said of the document beside what it shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About<'a> {
    pub(crate) title: &'a str,
    pub(crate) author: &'a str,
    /// The locale.
    pub(crate) language: &'a str,
    pub(crate) rtl: bool,
    /// The day on which what it tells was done, such as `2026-11-25`.
    pub(crate) date: &'a str,
}

/// Where each object is.
struct Places {
    next: i32,
}

impl Places {
    fn take(&mut self, so_many: i32) -> Ref {
        let first = Ref::new(self.next);
        self.next += so_many;
        first
    }
}

impl Paper {
    /// The file.
    pub(crate) fn finish(self, about: &About) -> Vec<u8> {
        let mut places = Places { next: 1 };
        let [catalog, tree, root, metadata, colours] = std::array::from_fn(|_| places.take(1));
        let pages: Vec<(Ref, Ref, Ref)> =
            self.pages.iter().map(|_| (places.take(1), places.take(1), places.take(1))).collect();
        let fonts: Vec<_> =
            used(&self.letters).map(|(font, shown)| (font, shown, places.take(letters::OBJECTS))).collect();
        let tags: Vec<Ref> = self.told.iter().map(|_| places.take(1)).collect();

        let mut pdf = Pdf::new();
        pdf.set_version(1, 7);
        let mut all = pdf.catalog(catalog);
        all.pages(tree).metadata(metadata).lang(TextStr(about.language));
        all.mark_info().marked(true);
        let direction = if about.rtl { Direction::R2L } else { Direction::L2R };
        all.viewer_preferences().display_doc_title(true).direction(direction);
        all.output_intents()
            .push()
            .subtype(OutputIntentSubtype::PDFA)
            .output_condition_identifier(TextStr("sRGB"))
            .info(TextStr("sRGB IEC61966-2.1"))
            .dest_output_profile(colours);
        all.pair(Name(b"StructTreeRoot"), root);
        all.finish();
        let mut structure: StructTreeRoot = pdf.indirect(root).start();
        structure.child(tags[0]).parent_tree_next_key(i32::try_from(pages.len()).unwrap_or(i32::MAX));
        let mut parents = structure.parent_tree();
        let mut numbers = parents.nums();
        for (place, (_, _, marked)) in (0..).zip(&pages) {
            numbers.insert(place, *marked);
        }
        numbers.finish();
        parents.finish();
        structure.finish();

        let mut kids = pdf.pages(tree);
        kids.kids(pages.iter().map(|(page, ..)| *page)).count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
        kids.finish();
        let mut seen = String::new();
        for ((place, (id, content, marked)), page) in (0..).zip(&pages).zip(self.pages) {
            let mut sheet = pdf.page(*id);
            sheet.parent(tree).media_box(Rect::new(0.0, 0.0, pt(self.size.0), pt(self.size.1)));
            sheet.contents(*content).struct_parents(place).tab_order(TabOrder::StructureOrder);
            let mut resources = sheet.resources();
            let mut named = resources.fonts();
            for (font, _, first) in &fonts {
                named.pair(Name(resource(*font).as_bytes()), *first);
            }
            named.finish();
            resources.finish();
            sheet.finish();
            let drawn = page.content.finish();
            seen.push_str(&hash_of(drawn.as_slice()));
            let packed = deflated(drawn.as_slice());
            pdf.stream(*content, &packed).filter(Filter::FlateDecode);
            pdf.indirect(*marked).array().items(page.marked.iter().map(|tag| tags[*tag]));
        }
        for (font, shown, first) in fonts {
            Letters::write(shown, font, &mut pdf, first);
        }
        for (told, id) in self.told.iter().zip(&tags) {
            let mut element = pdf.struct_element(*id);
            element.kind(told.role).parent(told.parent.map_or(root, |parent| tags[parent]));
            if let Some(scope) = told.scope {
                element.attributes().push().table().scope(scope);
            }
            let mut parts = element.children();
            for part in &told.parts {
                match part {
                    Part::Tag(tag) => {
                        parts.struct_element(tags[*tag]);
                    }
                    Part::Marked { page, number } => {
                        parts.marked_content_ref().page(pages[*page].0).marked_content_id(*number);
                    }
                }
            }
        }
        pdf.icc_profile(colours, &deflated(SRGB)).n(3).filter(Filter::FlateDecode);
        let said = metadata_of(about);
        pdf.metadata(metadata, said.as_bytes());
        let id = hash_of(format!("{seen}{said}")).into_bytes()[..16].to_vec();
        pdf.set_file_id((id.clone(), id));
        pdf.finish()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// XMP: who, what, and which standards the file follows. PDF/A wants to be told what PDF/UA's words mean.
fn metadata_of(about: &About) -> String {
    let (title, author) = (escaped(about.title), escaped(about.author));
    let About { language, date, .. } = about;
    format!(
        r#"<?xpacket begin="{mark}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:CreatorTool>Nightshift</xmp:CreatorTool>
<pdf:Producer>Nightshift documents</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Which part of ISO 14289 the file follows</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#,
        mark = '\u{feff}'
    )
}
