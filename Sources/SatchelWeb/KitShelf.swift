import SatchelCore
import Synchronization

/// Kits laid out and hashed lately: what all branches have alike is found once, each branch's own part when it asks.
final class KitShelf: Sendable {
    private struct Key: Hashable {
        let edition: Edition
        let since: Edition?
    }

    /// One kit being laid out: others who want it wait for it.
    private final class Place: Sendable {
        let kits = Mutex<PersonalKits?>(nil)
    }

    /// So many are kept; one takes some hundred kilobytes.
    private static let most = 12
    private let places = Mutex<[(key: Key, place: Place)]>([])

    /// The kits of an edition, or updates since an earlier one.
    /// - Throws: as `Office.personalKits`.
    func kits(of edition: Edition, since old: Edition?, in office: Office) throws -> PersonalKits {
        let place = place(Key(edition: edition, since: old))
        return try place.kits.withLock { kept in
            if let kept { return kept }
            let kits = try office.personalKits(of: edition, since: old)
            kept = kits
            return kits
        }
    }

    /// The place of a key, moved to the front; the one asked for longest ago makes room.
    private func place(_ key: Key) -> Place {
        places.withLock { places in
            if let found = places.firstIndex(where: { $0.key == key }) {
                let place = places.remove(at: found)
                places.insert(place, at: 0)
                return place.place
            }
            let place = Place()
            places.insert((key, place), at: 0)
            if places.count > KitShelf.most { places.removeLast() }
            return place
        }
    }
}
