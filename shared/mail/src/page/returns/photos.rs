//! Pictures of a wish: those that are there, and a form that sends the next one to the store by itself.

use domain::{order::Order, returns::portal::Draft};
use serde::Serialize;

use super::{
    Photo, PhotoProblem, Upload,
    item::ItemView,
    said::{plain_id, say},
};
use crate::{Unmailable, context::Context, strings::Word};

/// What all browsers show.
const SHOWN: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];
/// A megabyte, as people say it.
const MEGABYTE: u64 = 1_000_000;

/// What the template sees.
#[derive(Debug, Serialize)]
pub(super) struct PhotosView {
    item: ItemView,
    upload: Option<UploadView>,
    photos: Vec<PhotoView>,
    /// What was wrong, in a sentence.
    problem: Option<String>,
}

#[derive(Debug, Serialize)]
struct UploadView {
    url: String,
    fields: Vec<(String, String)>,
    /// The most that it takes, in megabytes.
    most: i64,
}

/// A picture.
#[derive(Debug, Serialize)]
pub(super) struct PhotoView {
    id: Option<String>,
    /// Its number, for whoever doesn't see it.
    number: String,
    url: Option<String>,
    /// Whether it is shown here; else it stands as a link.
    shown: bool,
}

impl PhotoView {
    /// Those of one wish, numbered from 1.
    pub(super) fn of_wish(photos: &[Photo], wish: usize, cx: &Context) -> Result<Vec<Self>, Unmailable> {
        let own = photos.iter().filter(|photo| photo.wish == wish);
        own.enumerate()
            .map(|(at, photo)| {
                let number = i64::try_from(at + 1).unwrap_or(i64::MAX);
                Ok(Self {
                    id: plain_id(photo.id).map(str::to_owned),
                    number: cx.speech.numbers.count(number)?,
                    url: photo.url.map(str::to_owned),
                    shown: SHOWN.contains(&photo.type_),
                })
            })
            .collect()
    }
}

impl PhotosView {
    pub(super) fn of(
        (order, draft, wish): (&Order, &Draft, usize),
        upload: Option<Upload>,
        photos: &[Photo],
        problem: Option<PhotoProblem>,
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let line = draft.wishes.get(wish).map(|wish| wish.line.as_str()).unwrap_or_default();
        let most = upload.map(|upload| i64::try_from(upload.most_bytes / MEGABYTE).unwrap_or(0).max(1));
        let problem = problem.map(|problem| match problem {
            PhotoProblem::TooLarge => say("photo-too-large", &[("n", Word::Count(most.unwrap_or(10)))], cx),
            PhotoProblem::NotAPicture => say("photo-not-a-picture", &[], cx),
            PhotoProblem::TooMany => say("photo-too-many", &[], cx),
            PhotoProblem::Gone => say("photo-gone", &[], cx),
        });
        let upload = upload.zip(most).map(|(upload, most)| UploadView {
            url: upload.url.to_owned(),
            fields: upload.fields.to_vec(),
            most,
        });
        Ok(Self {
            item: ItemView::of(Some(order), line, cx)?,
            upload,
            photos: PhotoView::of_wish(photos, wish, cx)?,
            problem: problem.transpose()?,
        })
    }
}
