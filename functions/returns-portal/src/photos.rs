//! `/return/{link}/photos-{wish}`: pictures of what comes back. A buyer's browser sends them to the bucket itself, by a form that we
//! signed; a picture is a fact once its first bytes were looked at here.

use domain::{
    Failure, ShopId, Timestamp,
    returns::{
        photo::{self, NoPhoto},
        portal::{Way, Wish},
        rma,
        rules::Photos,
    },
};
use mail::page::{Photo, PhotoProblem, Screen, Upload};
use objects::{Objects, form::Then};
use shell::{Answer, HttpRequest, metrics};

use crate::{NAME, answers, buyer::Visit, form::Form, known::Known};

pub(crate) async fn answer(
    visit: &Visit<'_>,
    known: Known,
    asked: &HttpRequest,
    wish: &str,
    form: Option<&Form>,
) -> Result<Option<Answer>, Failure> {
    let mut draft = visit.draft(&known, Way::Policy);
    let (Some((objects, pages)), Ok(at)) = (&visit.house.photos, wish.parse::<usize>()) else {
        return Ok(None);
    };
    if draft.wishes.get(at).is_none() {
        return Ok(Some(answers::see(&visit.to("details"))));
    }
    let bounds = visit.history.at(visit.now)?.shop.rules_of_returns()?.photos;
    let shop = &visit.link.shop;
    let of = rma::entity(&draft.order, &draft.key);
    if let Some(form) = form {
        match form.doing() {
            ("back", _) => return Ok(Some(answers::see(&visit.to("details")))),
            ("remove", id) => {
                let wish = &mut draft.wishes[at];
                if wish.photos.iter().any(|photo| photo.id == id) {
                    objects.delete_photo((shop, of.id(), id)).await.map_err(Failure::from)?;
                    wish.photos.retain(|photo| photo.id != id);
                    visit.keep(&mut draft).await?;
                }
                return Ok(Some(answers::see(&visit.to(&format!("photos-{at}")))));
            }
            _ => {}
        }
    }
    let mut problem = None;
    if let Some(id) = asked.queried("photo") {
        match take(objects, (shop, of.id(), id), &bounds, &mut draft.wishes[at], visit.now).await? {
            Ok(true) => {
                visit.keep(&mut draft).await?;
                metrics::count(NAME, "Photos", 1);
                return Ok(Some(answers::see(&visit.to(&format!("photos-{at}")))));
            }
            Ok(false) => {}
            Err(why) => problem = Some(why),
        }
    }
    let wish = &draft.wishes[at];
    let is_room = wish.photos.len() < usize::from(bounds.most_per_line);
    let form = match visit.house.key(shop).await?.filter(|_| is_room) {
        Some(key) => {
            // Seconds tell one picture of a line from the next.
            let n = u32::try_from(visit.now.as_second()).unwrap_or_default();
            let id = photo::id(&key, shop, of.id(), &format!("{}#{at}", wish.line), n);
            let base = known.shop.pages.url.as_deref().unwrap_or(pages).trim_end_matches('/').to_owned();
            let then = format!("{base}/return/{}/photos-{at}?photo={id}", visit.token);
            let form = objects.photo_form((shop, of.id(), &id), &bounds, Then::Go(then), visit.now).await;
            Some((form.map_err(Failure::from)?, base))
        }
        None => None,
    };
    let mut shown = Vec::new();
    for photo in &wish.photos {
        let address = objects.photo_link((shop, of.id()), photo, visit.now).await.map_err(Failure::from)?;
        shown.push((photo, address));
    }
    let photos: Vec<Photo<'_>> = shown
        .iter()
        .map(|(photo, address)| Photo {
            id: &photo.id,
            wish: at,
            url: Some(address),
            type_: photo.media_type.as_str(),
        })
        .collect();
    let upload = form.as_ref().map(|(form, _)| Upload {
        url: &form.url,
        fields: &form.fields,
        most_bytes: bounds.longest(),
    });
    let screen =
        Screen::Photos { order: &known.order, draft: &draft, wish: at, upload, photos: &photos, problem };
    let page = visit.made(&known, screen)?;
    // The bucket leads back to where pages are, which browsers count as another place of the form.
    let origins: Vec<&str> = match &form {
        Some((form, base)) => vec![form.origin(), origin(base)],
        None => shown.iter().map(|(_, address)| origin(address)).take(1).collect(),
    };
    Ok(Some(answers::page_to(200, page, &origins)))
}

/// Looks at what was sent, and takes it if it is a picture. `false` if it was taken before.
async fn take(
    objects: &Objects,
    (shop, of, id): (&ShopId, &str, &str),
    bounds: &Photos,
    wish: &mut Wish,
    now: Timestamp,
) -> Result<Result<bool, PhotoProblem>, Failure> {
    if wish.photos.iter().any(|photo| photo.id == id) {
        return Ok(Ok(false));
    }
    if wish.photos.len() >= usize::from(bounds.most_per_line) {
        return Ok(Err(PhotoProblem::TooMany));
    }
    let looked = objects.look_at_photo((shop, of, id), bounds).await.map_err(Failure::from)?;
    Ok(match looked {
        Ok((media_type, bytes)) => {
            let (id, line) = (id.to_owned(), wish.line.clone());
            wish.photos.push(photo::Photo { id, line, media_type, bytes, at: now });
            Ok(true)
        }
        Err(NoPhoto::Missing) => Err(PhotoProblem::Gone),
        Err(NoPhoto::TooLong { .. }) => Err(PhotoProblem::TooLarge),
        Err(NoPhoto::NoPicture) => Err(PhotoProblem::NotAPicture),
    })
}

/// The scheme, host and port of an address.
pub(crate) fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    address[host..].find(['/', '?']).map_or(address, |end| &address[..host + end])
}
